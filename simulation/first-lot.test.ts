import { FIRST_LOT, violationsOn } from './days';

test.each(FIRST_LOT)('nothing is lost on day %i', async (seed) => {
  expect(await violationsOn(seed)).toEqual([]);
});

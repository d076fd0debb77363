import { SECOND_LOT, violationsOn } from './days';

test.each(SECOND_LOT)('nothing is lost on day %i', async (seed) => {
  expect(await violationsOn(seed)).toEqual([]);
});

import { bothTraces, daysThatAreRoughOnTheStore, liveShortly } from '../short-days';
import { openVBaseDatabase } from './open-vbase-database';

const ORDERS = 4;

jest.setTimeout(120_000);

test.each(daysThatAreRoughOnTheStore(1, 12))('nothing is lost on day %i', async (seed) => {
  const { violations } = await liveShortly(seed, ORDERS, openVBaseDatabase({ takesTime: true }));
  expect(violations).toEqual([]);
});

test.each([1, 3, 5])('day %i goes the same way as in memory', async (seed) => {
  const [inMemory, here] = await bothTraces(seed, ORDERS, openVBaseDatabase({ takesTime: false }));
  expect(here).toBe(inMemory);
});

import { bothTraces, daysThatAreRoughOnTheStore, liveShortly } from '../short-days';
import { databaseAt, startStore } from '../stores';
import { openPostgresDatabase } from './open-postgres-database';

let store: Awaited<ReturnType<typeof startStore>>;

beforeAll(async () => {
  store = await startStore('postgres');
}, 120_000);

afterAll(() => store.stop());

test.each(daysThatAreRoughOnTheStore(1, 10))(
  'nothing is lost on day %i',
  async (seed) => {
    const { violations } = await liveShortly(seed, databaseAt(store.at));
    expect(violations).toEqual([]);
  },
  120_000,
);

test.each([1, 2, 3, 5])(
  'day %i goes the same way as in memory',
  async (seed) => {
    if (store.at.name !== 'postgres') throw new Error('it was started as one');
    const [inMemory, here] = await bothTraces(seed, openPostgresDatabase(store.at));
    expect(here).toBe(inMemory);
  },
  120_000,
);

import { createPool } from '@holdfast/server/postgres/pool';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import type { Pool } from 'pg';
import { POSITION } from '../store-contract/examples';
import { freshDatabase } from './fresh-database';
import { onServer } from './template-database';

describe('leases in PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pools: [Pool, Pool];
  const storeOn = (pool: Pool) => createPostgresStore({ pool, account: 'acme', now: () => 0 });

  beforeEach(async () => {
    database = await freshDatabase();
    const pool = (applicationName: string) =>
      createPool({ databaseUrl: database.url, applicationName, max: 2 });
    pools = [pool('one'), pool('two')];
  });
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('go with the process that held them, and the next lease opens a new connection', async () => {
    const [one, two] = [storeOn(pools[0]), storeOn(pools[1])];
    const lost = await one.lockPosition(POSITION);
    await onServer(database.url, (client) =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'one'`),
    );
    const taken = await untilGot(() => two.lockPosition(POSITION));
    expect(await one.lockPosition(POSITION)).toBeNull();
    await lost?.release();
    expect(await one.lockPosition(POSITION)).toBeNull();
    await taken.release();
    const again = await untilGot(() => one.lockPosition(POSITION));
    await again.release();
  });

  it('keep one connection however many there are, and give it back', async () => {
    const store = storeOn(pools[0]);
    const names = Array.from({ length: 30 }, (_, index) => ({ ...POSITION, skuId: String(index) }));
    const leases = await Promise.all(names.map((position) => store.lockPosition(position)));
    expect(leases).not.toContain(null);
    expect(pools[0].totalCount - pools[0].idleCount).toBe(1);
    await Promise.all(leases.map((lease) => lease?.release()));
    expect(pools[0].totalCount - pools[0].idleCount).toBe(0);
    expect(pools[0].idleCount).toBe(1);
  });

  it('want a pool of two', async () => {
    const single = createPool({ databaseUrl: database.url, applicationName: 'single', max: 1 });
    expect(() => storeOn(single)).toThrow(/at least two/);
    await single.end();
  });
});

/** Bounded: what should come within moments fails the test when it does not. */
async function untilGot<T>(ask: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const got = await ask().catch(() => null);
    if (got !== null) return got;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('not within ten seconds');
}

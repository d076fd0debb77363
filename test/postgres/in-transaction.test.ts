import { createPool } from '@holdfast/server/postgres/pool';
import { inTransaction } from '@holdfast/server/postgres/store/in-transaction';
import type { Pool, PoolClient } from 'pg';
import { freshDatabase } from './fresh-database';

describe('a transaction', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;

  beforeAll(async () => {
    database = await freshDatabase();
    pool = createPool({ databaseUrl: database.url, applicationName: 'transactions', max: 4 });
    await pool.query('create table pair (name text primary key, n integer not null)');
  });
  beforeEach(async () => {
    await pool.query(`truncate pair`);
    await pool.query(`insert into pair values ('a', 0), ('b', 0)`);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const add = (client: PoolClient, name: string) =>
    client.query('update pair set n = n + 1 where name = $1', [name]);
  const pair = async () =>
    (await pool.query<{ n: number }>('select n from pair order by name')).rows.map(({ n }) => n);

  it('leaves nothing when the work throws after it wrote', async () => {
    const failing = inTransaction(pool, async (client) => {
      await add(client, 'a');
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
    expect(await pair()).toEqual([0, 0]);
    expect(await inTransaction(pool, async (client) => (await add(client, 'b')).rowCount)).toBe(1);
    expect(await pair()).toEqual([0, 1]);
  });

  it('runs again when it was the victim of a deadlock', async () => {
    let bothHoldOne: () => void = () => undefined;
    let holding = 0;
    const met = new Promise<void>((resolve) => {
      bothHoldOne = resolve;
    });
    let runs = 0;
    const crossing = (first: string, second: string) =>
      inTransaction(pool, async (client) => {
        runs++;
        await add(client, first);
        holding++;
        if (holding === 2) bothHoldOne();
        await met;
        await add(client, second);
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(await pair()).toEqual([2, 2]);
    expect(runs).toBeGreaterThan(2);
  });

  it('gives up at once on an error that would come again', async () => {
    let runs = 0;
    const failing = inTransaction(pool, async (client) => {
      runs++;
      await client.query('select 1 / 0');
    });
    await expect(failing).rejects.toThrow(/division by zero/);
    expect(runs).toBe(1);
  });
});

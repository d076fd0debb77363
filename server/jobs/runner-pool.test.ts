import type { PoolClient } from 'pg';
import { freshDatabase } from '../../test/postgres/fresh-database';
import { createPool } from '../postgres/pool';
import { createRunnerPool } from './runner-pool';

test('the connection on which Graphile listens may be given back twice', async () => {
  const database = await freshDatabase();
  const pool = createPool({ databaseUrl: database.url, applicationName: 'test runner pool', max: 1 });
  try {
    const own = createRunnerPool(pool, () => undefined);
    const giveBack = await new Promise<(broken?: Error) => void>((resolve, reject) => {
      own.pool.connect((error: Error | undefined, _client: PoolClient | undefined, release) =>
        error ? reject(error) : resolve(release),
      );
    });
    giveBack();
    expect(() => giveBack()).not.toThrow();
    // It was given back once, and whoever has it next keeps it.
    const next = await pool.connect();
    giveBack();
    expect(pool.idleCount).toBe(0);
    next.release();
  } finally {
    await pool.end();
    await database.drop();
  }
});

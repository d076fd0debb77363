import { DatabaseError, type Pool, type PoolClient } from 'pg';

/** `serialization_failure` and `deadlock_detected`: the transaction did nothing and may simply run again. */
const WORTH_ANOTHER_TRY = new Set(['40001', '40P01']);
const TRIES = 5;

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. Runs it again when
 * PostgreSQL chose it as the victim of a deadlock, so `work` must have no effect outside the database.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await oneTransaction(pool, work);
    } catch (error) {
      const again = error instanceof DatabaseError && WORTH_ANOTHER_TRY.has(error.code ?? '');
      if (!again || attempt === TRIES) throw error;
    }
  }
}

async function oneTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Read committed, whatever the database's default: what is read after a lock must be newer than the lock.
    await client.query('begin isolation level read committed');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not given to anybody else.
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

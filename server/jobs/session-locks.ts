import type { Lease } from '@holdfast/node/store/store';
import { Client } from 'pg';

export interface SessionLocks {
  /** Null when this process or another holds it. Gone by itself when the process dies. */
  tryLock(key: string): Promise<Lease | null>;
  /** Held until `close`; taken again after a lost connection. */
  holdForLife(key: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Advisory locks of one process, all on one connection of their own: a lock held while VTEX is asked would
 * otherwise keep a pooled connection busy for as long. The database lets one session take a lock twice, so
 * inside the process a set says who has it.
 */
export function createSessionLocks(options: {
  databaseUrl: string;
  onLost(error: Error): void;
}): SessionLocks {
  const held = new Set<string>();
  const forLife = new Set<string>();
  let session: Promise<Client> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** One statement at a time: a connection has no second one to run it on. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function connected(): Promise<Client> {
    session ??= connect().catch((error: unknown) => {
      session = null;
      throw error;
    });
    return session;
  }

  async function connect(): Promise<Client> {
    const client = new Client({
      connectionString: options.databaseUrl,
      application_name: 'holdfast locks',
      keepAlive: true,
    });
    client.on('error', (error) => {
      session = null;
      options.onLost(error);
    });
    await client.connect();
    for (const key of forLife) await client.query(LOCK, [key]);
    return client;
  }

  return {
    async tryLock(key) {
      if (held.has(key)) return null;
      held.add(key);
      try {
        const client = await connected();
        const { rows } = await inTurn(() => client.query<{ locked: boolean }>(LOCK, [key]));
        if (!rows[0]?.locked) {
          held.delete(key);
          return null;
        }
        return { release: () => inTurn(() => unlock(client, key)).finally(() => held.delete(key)) };
      } catch (error) {
        held.delete(key);
        throw error;
      }
    },
    async holdForLife(key) {
      forLife.add(key);
      const client = await connected();
      await inTurn(() => client.query(LOCK, [key]));
    },
    async close() {
      const client = await session?.catch(() => null);
      session = null;
      await client?.end();
    },
  };
}

const LOCK = 'select pg_try_advisory_lock(hashtextextended($1, 11)) as locked';

/** A session that is gone has let its locks go by itself. */
async function unlock(client: Client, key: string): Promise<void> {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 11))', [key]).catch(() => undefined);
}

import type { Lease } from '@holdfast/node/store/store';
import { Client } from 'pg';

export interface SessionLocks {
  /** Null when this process or another holds it. Gone by itself when the process dies. */
  tryLock(key: string): Promise<Lease | null>;
  /** Held until `close`; taken again after a lost connection. */
  holdForLife(key: string): Promise<void>;
  /** Lets go of a lock that was held for life. */
  endLife(key: string): Promise<void>;
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
    if (session !== null) return session;
    const opened: Promise<Client> = connect((error) => {
      // A second error of a connection that is given up already says nothing about its successor.
      if (session !== opened) return;
      session = null;
      options.onLost(error);
    });
    session = opened;
    opened.catch(() => {
      if (session === opened) session = null;
    });
    return opened;
  }

  async function connect(onError: (error: Error) => void): Promise<Client> {
    const client = new Client({
      connectionString: options.databaseUrl,
      application_name: 'holdfast locks',
      keepAlive: true,
      // A network that falls silent must not stop every job for as long as TCP is patient.
      connectionTimeoutMillis: SILENT_MS,
      query_timeout: SILENT_MS,
    });
    client.on('error', onError);
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
    async endLife(key) {
      if (!forLife.delete(key)) return;
      const client = await connected();
      await inTurn(() => unlock(client, key));
    },
    async close() {
      const client = await session?.catch(() => null);
      session = null;
      await client?.end();
    },
  };
}

const SILENT_MS = 10_000;
const LOCK = 'select pg_try_advisory_lock(hashtextextended($1, 11)) as locked';

/** A session that is gone has let its locks go by itself. */
async function unlock(client: Client, key: string): Promise<void> {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 11))', [key]).catch(() => undefined);
}

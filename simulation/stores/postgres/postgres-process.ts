import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from '@holdfast/server/postgres/pool';
import { createReconciliationStore } from '@holdfast/server/postgres/reconciliation/create-reconciliation-store';
import { createSessionLocks } from '@holdfast/server/postgres/session-locks';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import type { Pool } from 'pg';
import type { Records } from '../../host/database';
import { AnswerLost } from './blow';
import { type Connection, cut } from './connection';
import { struckPool } from './struck-pool';

export interface PostgresProcessOf {
  databaseUrl: string;
  account: string;
  /** Unique among those that ever were: its connections are told by it. */
  name: string;
  now(): number;
}

/** One process of the server as the database sees it: its pool, and the session that holds its locks. */
export interface PostgresProcess extends Records {
  /** The server ends the session with its locks; resolves when the process knows. */
  loseLocks(outside: Pool): Promise<void>;
  /** Its connections are gone as with `kill -9`; resolves when the server knows. */
  kill(outside: Pool): Promise<void>;
  end(): Promise<void>;
}

const CONNECTIONS = 8;
/** Of real time. */
const NOTICED_WITHIN_MS = 1_000;

export function startPostgresProcess({
  databaseUrl,
  account,
  name,
  now,
}: PostgresProcessOf): PostgresProcess {
  const pool = createPool({ databaseUrl, applicationName: name, max: CONNECTIONS });
  const connections = new Set<Connection>();
  pool.on('connect', (client) => connections.add(client as unknown as Connection));
  pool.on('remove', (client) => connections.delete(client as unknown as Connection));
  const locksName = `${name} locks`;
  const lost: (() => void)[] = [];
  const locks = createSessionLocks({
    databaseUrl: named(databaseUrl, locksName),
    account,
    onLost: () => {
      for (const tell of lost.splice(0)) tell();
    },
  });
  const exposed = struckPool(pool);
  const store = createPostgresStore({ pool: exposed, account, now, locks });
  return {
    store,
    reports: createReconciliationStore({ pool: exposed, account }),
    async appendWith(entries, follow) {
      try {
        await store.appendLog(entries);
      } catch (error) {
        if (error instanceof AnswerLost) follow();
        throw error;
      }
      follow();
    },
    async loseLocks(outside) {
      const noticed = new Promise<void>((resolve) => void lost.push(resolve));
      // One that was only being opened is lost without a word.
      if ((await terminate(outside, [locksName])) > 0)
        await Promise.race([noticed, pause(NOTICED_WITHIN_MS)]);
    },
    async kill(outside) {
      for (const connection of connections) cut(connection);
      // A server that is gone as well knows nothing of them either.
      await terminate(outside, [name, locksName]).catch(() => undefined);
      await end();
    },
    end,
  };

  async function end(): Promise<void> {
    await Promise.all([pool.end(), locks.close()]);
  }
}

/** An address says by which name its connections are known, whoever opens them. */
function named(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', name);
  return url.href;
}

/** How many there were; they are gone when it resolves. */
async function terminate(outside: Pool, names: readonly string[]): Promise<number> {
  const { rowCount } = await outside.query(
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = any($1)',
    [names],
  );
  return rowCount ?? 0;
}

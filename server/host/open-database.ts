import type { Pool } from 'pg';
import type { ServerConfig } from '../config/server-config';
import { startEmbeddedPostgres } from '../embedded-postgres/start-embedded-postgres';
import type { Log } from '../log/create-log';
import { createTurns, type Turns } from '../log/turns';
import { migrate } from '../postgres/migrate';
import { refuseSharedSessions } from '../postgres/own-sessions';
import { createPool } from '../postgres/pool';
import { watchDatabase } from './watch-database';

/** The pools of one process, each with its own work, so that none of it can use up another's connections. */
export interface OpenDatabase {
  url: string;
  /** Notifications: small statements that somebody waits for, with a short time-out. */
  intake: Pool;
  /** Everything else that HTTP asks. */
  web: Pool;
  /** Jobs, and Graphile itself. */
  jobs: Pool;
  /** What this process has met that is wrong now, the database among it. */
  turns: Turns;
  close(): Promise<void>;
}

/** VTEX waits five seconds for an answer; a 503 in time is better than one nobody reads. */
const INTAKE_TIMEOUT_MS = 4_000;

/** Connects to the configured database, or starts the embedded one; migrated when it resolves. */
export async function openDatabase(config: ServerConfig, log: Log): Promise<OpenDatabase> {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, log: (sentence) => log.info(sentence) })
      : null;
  const url = config.databaseUrl ?? embedded?.url ?? '';
  try {
    if (embedded === null) await refuseSharedSessions(url);
    await migrate(url, () => log.warn('The tables are in use (by a backup?): waiting to change them.'));
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  let closing = false;
  // A pool has ended before the server has noticed; what it says to those connections while it stops is no news.
  const onLost = (error: Error) => {
    if (closing) return;
    log.debug({ err: error }, 'A connection was lost.');
    watch.look();
  };
  const pools = openPools(url, onLost);
  const turns = createTurns(log, Date.now);
  const watch = watchDatabase({ ask: () => pools.web.query('select 1'), turns });
  return {
    url,
    ...pools,
    turns,
    async close() {
      closing = true;
      watch.stop();
      await Promise.all([pools.intake.end(), pools.web.end(), pools.jobs.end()]);
      await embedded?.stop();
    },
  };
}

function openPools(databaseUrl: string, onIdleError: (error: Error) => void) {
  const pools = {
    intake: createPool({
      databaseUrl,
      applicationName: 'holdfast intake',
      max: 2,
      timeoutMs: INTAKE_TIMEOUT_MS,
      onIdleError,
    }),
    web: createPool({ databaseUrl, applicationName: 'holdfast web', max: 5, onIdleError }),
    jobs: createPool({ databaseUrl, applicationName: 'holdfast jobs', max: 20, onIdleError }),
  };
  // A connection that breaks while a job holds it tells nobody else; Graphile asks for this listener.
  for (const pool of Object.values(pools)) {
    pool.on('connect', (client) => client.on('error', onIdleError));
  }
  return pools;
}

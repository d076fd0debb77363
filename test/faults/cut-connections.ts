import { setTimeout as pause } from 'node:timers/promises';
import { databaseUrlOf, onServer } from '../postgres/template-database';

/** Long enough for some work to begin in between, so that the next cut meets it at any of its steps. */
const CALM_MS = { least: 30, more: 300 };

/** Ends every connection to a database: what was on its way may or may not have been done. */
export function cutConnections(databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  return onServer(databaseUrlOf(databaseUrl, 'postgres'), async (client) => {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  });
}

/** Cuts them again and again, as a failover that wavers or a pooler that restarts does. */
export async function keepCutting(databaseUrl: string, forMs: number, random = Math.random): Promise<void> {
  for (const until = Date.now() + forMs; Date.now() < until; ) {
    // A server that is down has none.
    await cutConnections(databaseUrl).catch(() => undefined);
    await pause(CALM_MS.least + random() * CALM_MS.more);
  }
}

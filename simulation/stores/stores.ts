import type { OpenDatabase } from '../host/database';
import { inTurns } from './in-turns';
import { openMemoryDatabase } from './memory/memory-database';
import { openPostgresDatabase } from './postgres/open-postgres-database';
import { killServer, type OwnServer, startOwnServer } from './postgres/own-server';
import { atOnce } from './turns';
import { openVBaseDatabase } from './vbase/open-vbase-database';

export const STORES = ['memory', 'postgres', 'vbase'] as const;
export type StoreName = (typeof STORES)[number];

/** Which store a day is lived on, in words that reach another thread. */
export type StoreAt =
  | { name: 'memory' }
  | { name: 'vbase' }
  | ({ name: 'postgres' } & Omit<OwnServer, 'stop'>);

/** Starts what the store needs. One for each thread: a day has the database for itself. */
export async function startStore(name: StoreName): Promise<{ at: StoreAt; stop(): Promise<void> }> {
  if (name !== 'postgres') return { at: { name } satisfies StoreAt, stop: async () => undefined };
  const { stop, ...server } = await startOwnServer();
  return { at: { name, ...server }, stop };
}

export function databaseAt(at: StoreAt): OpenDatabase {
  if (at.name === 'memory') return openMemoryDatabase;
  if (at.name === 'vbase') return openVBaseDatabase({ takesTime: true });
  const { databaseUrl } = at;
  return inTurns(openPostgresDatabase({ databaseUrl, killServer: () => killServer(at) }), atOnce);
}

import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { createPool } from '@holdfast/server/postgres/pool';
import type { Pool } from 'pg';
import type { OpenDatabase } from '../../host/database';
import { wrapped } from '../../host/rough-store';
import { drawOutages } from './outages';
import { postgresHazards } from './postgres-hazards';
import { type PostgresProcess, startPostgresProcess } from './postgres-process';

export interface PostgresOf {
  /** Of a migrated database that nobody else uses: it is emptied first. */
  databaseUrl: string;
  /** `kill -9` of the server; it is there again when this resolves. Without it the server is left alone. */
  killServer?(): Promise<void>;
}

let processes = 0;

/** A real PostgreSQL, where a process that dies leaves its transactions behind. */
export function openPostgresDatabase(server: PostgresOf): OpenDatabase {
  const { databaseUrl } = server;
  return async ({ seed, account, time, work, tally }) => {
    const outside = createPool({ databaseUrl, applicationName: 'outside', max: 3 });
    await empty(outside);
    const begin = (name: string) => {
      processes += 1;
      return startPostgresProcess({ databaseUrl, account, name: `${name} ${processes}`, now: time.now });
    };
    const outages = drawOutages(seed, tally, server.killServer);
    const { unlessAway } = outages;
    const hazards = postgresHazards({ seed, tally, outside, killServer: outages.kill });
    const living = new Set<PostgresProcess>();
    const person = begin('person');
    living.add(person);
    return {
      ...person,
      store: wrapped(person.store, outages.again),
      reports: wrapped(person.reports, outages.again),
      ofProcess(life) {
        const process = begin(life.name);
        living.add(process);
        return {
          store: wrapped(process.store, unlessAway),
          reports: wrapped(process.reports, unlessAway),
          appendWith: (...what) => unlessAway('appendWith', () => process.appendWith(...what)),
          hazards,
          loseLocks: () => work.during(() => unlessAway('loseLocks', () => process.loseLocks(outside))),
          die: () => {
            living.delete(process);
            void work.during(() => process.kill(outside)).catch(() => undefined);
          },
        };
      },
      log: () => logOf(outside, account),
      async end() {
        await Promise.all([...living].map((process) => process.end()));
        await outside.end();
      },
    };
  };
}

async function empty(outside: Pool): Promise<void> {
  const { rows } = await outside.query<{ name: string }>(
    `select format('holdfast.%I', tablename) as name from pg_tables
     where schemaname = 'holdfast' and tablename <> 'migrations'`,
  );
  const tables = rows.map(({ name }) => name).join(', ');
  await outside.query(`truncate ${tables} restart identity`);
}

async function logOf(outside: Pool, account: string): Promise<StoredLogEntry[]> {
  const { rows } = await outside.query<StoredLogEntry & { at: Date }>(
    'select id::text, at, kind, outcome, message from holdfast.sync_log where account = $1 order by id',
    [account],
  );
  return rows.map(({ at, ...entry }) => ({ ...entry, atMs: at.getTime() }));
}

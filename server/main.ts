#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { describeProblems } from './config/describe-problems';
import { type ReadConfig, readConfig } from './config/read-config';
import type { ServerConfig } from './config/server-config';
import { unknownVariables } from './config/unknown-variables';
import { EmbeddedPostgresError } from './embedded-postgres/failure';
import { databaseFailure } from './host/database-failure';
import { followSecrets } from './host/follow-secrets';
import { hostSettings } from './host/host-settings';
import { openDatabase } from './host/open-database';
import { startHost } from './host/start-host';
import { stopOnSignals } from './host/stop-signals';
import { createLog, type Log } from './log/create-log';
import { SharedSessionsError } from './postgres/own-sessions';

/** `npm start`: environment, database, migrations, then HTTP and jobs; without a store, the sandbox's day. */
async function main(): Promise<void> {
  // First, since a name that is misspelt explains one that is missing.
  for (const warning of unknownVariables(process.env)) process.stderr.write(`${warning}\n`);
  const { parsed, inFiles } = readHere();
  if (!parsed.ok) {
    process.stderr.write(`${describeProblems(parsed.problems)}\n`);
    process.exit(1);
  }
  const { config } = parsed;
  const log = createLog(config.logLevel);
  // Whoever signals while we start gets the same clean stop.
  const stops: (() => Promise<void>)[] = [];
  let started: Promise<void> | null = null;
  let stopped: Promise<void> | null = null;
  const stopAll = () => (stopped ??= inReverse(stops));
  stopOnSignals(log, async () => {
    // A database closed under a host that is half way up would cut off what that runs already.
    await started?.catch(() => undefined);
    await stopAll();
  });
  try {
    started = start(config, inFiles, log, stops);
    await started;
  } catch (error) {
    const known = startFailure(error, config);
    if (known === null) log.fatal({ err: error }, 'Holdfast could not start.');
    else process.stderr.write(`Holdfast cannot start: ${known}\n`);
    await stopAll().catch(() => undefined);
    process.exit(1);
  }
}

function readHere(): ReadConfig {
  return readConfig(process.env, (path) => readFileSync(path, 'utf8'));
}

async function start(
  config: ServerConfig,
  inFiles: ReadConfig['inFiles'],
  log: Log,
  stops: (() => Promise<void>)[],
): Promise<void> {
  const database = await openDatabase(config, log);
  stops.push(() => database.close());
  if (config.vtex === null) {
    // Loaded only here: a server of a real store never has the sandbox in memory.
    const { startSandboxDay } = await import('./sandbox-day/start-sandbox-day.js');
    await startSandboxDay({ config, database, log, stops });
    return;
  }
  const showsSecrets = process.stdout.isTTY === true;
  const host = await startHost({ ...hostSettings(config, config.vtex), showsSecrets }, database, log);
  stops.push(() => host.stop());
  if (host.port !== null) process.stdout.write(`Panel: http://localhost:${host.port}/admin/\n`);
  const following = followSecrets({ host, first: inFiles, read: readHere, log });
  stops.push(async () => following.stop());
  if (host.madeToken !== null) process.stdout.write(`Admin token (shown once): ${host.madeToken}\n`);
  if (host.port !== null && !host.isAnybodyLetIn())
    log.warn(
      'Nobody can sign in: set HOLDFAST_ADMIN_TOKEN or HOLDFAST_USERS (a token is made at a terminal only).',
    );
}

/** One that fails keeps none of the others from ending; the first failure is thrown. */
async function inReverse(stops: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of [...stops].reverse()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** A sentence for what a person can mend; null for anything else, which the log shows whole. */
function startFailure(error: unknown, config: ServerConfig): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return portTaken(error as NodeJS.ErrnoException, config);
  if (error instanceof SharedSessionsError) return error.message;
  if (error instanceof EmbeddedPostgresError) return error.message;
  return config.databaseUrl === null ? null : databaseFailure(error);
}

function portTaken(
  error: NodeJS.ErrnoException & { port?: number },
  { port, healthPort }: ServerConfig,
): string {
  const isHealth = healthPort !== null && error.port === healthPort;
  return `Port ${error.port ?? port} is taken: set ${isHealth ? 'HOLDFAST_HEALTH_PORT' : 'PORT'} to another one.`;
}

void main();

import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { fillTryton } from './fill-tryton';
import { ADMIN, TEMPLATE, trytonFolder } from './folder';
import { configFile, DATABASE, databaseFile, onPort, prepareFolder } from './start-tryton';

/** Makes a Tryton database from nothing, with the stock module, and fills it over RPC. Some ten seconds. */
export async function makeTemplate(): Promise<void> {
  const folder = trytonFolder('template');
  prepareFolder(folder);
  // trytond-admin wants the file to be there, and exactly one line with the password.
  writeFileSync(databaseFile(folder), '');
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, `${ADMIN.password}\n`);
  run(
    folder,
    'trytond-admin',
    [
      ...['-c', configFile(folder), '-d', DATABASE, '-u', 'stock', '--activate-dependencies'],
      ...['--email', 'admin@example.com'],
    ],
    { TRYTONPASSFILE: passwordFile },
  );
  // Kept in the file: half as fast again, and a killed server loses nothing that it had answered.
  run(folder, 'python3', [
    '-c',
    `import sqlite3; sqlite3.connect('${databaseFile(folder)}').execute('pragma journal_mode=wal')`,
  ]);
  const tryton = onPort(folder, await freePort());
  try {
    await tryton.start();
    await fillTryton(tryton.url, DATABASE);
  } finally {
    await tryton.kill();
  }
  run(folder, 'python3', [
    '-c',
    `import sqlite3; sqlite3.connect('${databaseFile(folder)}').execute('pragma wal_checkpoint(truncate)')`,
  ]);
  copyFileSync(databaseFile(folder), trytonFolder(TEMPLATE));
  await tryton.stop();
}

function run(folder: string, program: string, words: string[], env: Record<string, string> = {}): void {
  const done = spawnSync(program, words, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    encoding: 'utf8',
    input: '',
  });
  if (done.status !== 0) throw new Error(`${program} failed: ${done.error?.message ?? done.stderr}`);
}

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fillTryton } from './fill-tryton';
import { ADMIN, trytonFolder } from './folder';
import { configFile, openTryton, prepareFolder } from './start-tryton';
import { createEmptyDatabase, templateDatabase } from './tryton-database';

/**
 * Tryton asks for the catalogue's views table by table, in one transaction in which the planner knows nothing yet of
 * their sizes. Without these two it takes 20 s instead of 34.
 */
const PLAIN_PLANS = '-c geqo=off -c enable_mergejoin=off';

/** Makes a Tryton database from nothing, with the stock module, and fills it over RPC. */
export async function makeTemplate(): Promise<void> {
  const folder = trytonFolder('template');
  const database = templateDatabase();
  prepareFolder(folder);
  await createEmptyDatabase(database);
  // trytond-admin wants exactly one line with the password.
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, `${ADMIN.password}\n`);
  const words = ['-c', configFile(folder), '-d', database, '-u', 'stock', '--activate-dependencies'];
  const done = spawnSync('trytond-admin', [...words, '--email', 'admin@example.com'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TRYTONPASSFILE: passwordFile, PGOPTIONS: PLAIN_PLANS },
    encoding: 'utf8',
    input: '',
  });
  if (done.status !== 0) throw new Error(`trytond-admin failed: ${done.error?.message ?? done.stderr}`);
  const tryton = await openTryton(folder, database);
  try {
    await tryton.start();
    await fillTryton(tryton);
  } finally {
    await tryton.stop();
  }
}

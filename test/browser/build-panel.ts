import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { onServer } from '../postgres/template-database';

const root = path.join(__dirname, '..', '..');

/** Builds the panel as `npm start` does, when a source of it is newer. Test files that run at once take turns. */
export async function buildPanel(): Promise<void> {
  await onServer(process.env.TEST_DATABASE_URL ?? '', async (client) => {
    await client.query('select pg_advisory_lock(4711)');
    const built = spawnSync(process.execPath, [path.join(root, 'scripts', 'prepare.mjs'), '--panel'], {
      encoding: 'utf8',
    });
    const isThere = existsSync(path.join(root, 'react', 'dist', '.built'));
    if (built.status !== 0 || !isThere)
      throw new Error(`the panel does not build: ${built.stdout}${built.stderr}`);
  });
}

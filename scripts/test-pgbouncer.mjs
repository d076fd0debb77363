#!/usr/bin/env node
// Runs what needs a real PgBouncer: installs Debian's package when it is absent. Where it cannot be had (it is not
// installed, and this is no root on a Debian) it says so and ends with 0. Words are handed to Jest.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runs, whyWithout } from './debian-packages.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
// Debian keeps it where only root looks.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
const isInstalled = () => runs('pgbouncer', ['--version'], { env });

const why = whyWithout({ packages: ['pgbouncer'], isInstalled, who: 'test:pgbouncer' });
if (why !== null) {
  console.log(`test:pgbouncer: SKIPPED, no test ran behind a real PgBouncer: ${why}.`);
  process.exit(0);
}
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const config = path.join('test', 'pgbouncer', 'jest.config.cjs');
const words = [jest, '--config', config, ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit', env }).status ?? 1);

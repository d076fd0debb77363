#!/usr/bin/env node
// Runs what needs a real Tryton: installs Debian's packages when they are absent, keeps every file in one folder
// under the system's temporary one, and leaves neither a process nor a file behind. Where Tryton cannot be had
// (it is not installed, and this is no root on a Debian) it says so and ends with 0. Words are handed to Jest.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runs, whyWithout } from './debian-packages.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const PACKAGES = ['tryton-server', 'tryton-modules-stock', 'gunicorn', 'python3-psycopg2'];
const PROGRAMS = ['trytond-admin', 'gunicorn'];

function isInstalled() {
  return (
    PROGRAMS.every((program) => runs('sh', ['-c', `command -v ${program}`])) &&
    runs('/usr/bin/python3', ['-c', 'import psycopg2, trytond.modules.stock'])
  );
}

/** A run that was broken off may have left servers; each wrote the id of its process group. */
function endServers(folder) {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = path.join(folder, name, 'group.pid');
    if (!existsSync(file)) continue;
    const pid = Number(readFileSync(file, 'utf8'));
    // Only if it is ours still: the id may have gone to somebody else.
    const commandLine = `/proc/${pid}/environ`;
    if (!Number.isInteger(pid) || pid < 2 || !existsSync(commandLine)) continue;
    if (!readFileSync(commandLine, 'utf8').includes(folder)) continue;
    process.kill(-pid, 'SIGKILL');
  }
}

const why = whyWithout({ packages: PACKAGES, isInstalled, who: 'test:tryton' });
if (why !== null) {
  console.log(`test:tryton: SKIPPED, no test ran against a real Tryton: ${why}.`);
  process.exit(0);
}
const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-tryton-'));
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const child = spawn(
  process.execPath,
  [jest, '--config', path.join('test', 'tryton', 'jest.config.cjs'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TRYTON_TEST_FOLDER: folder } },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('close', (code) => {
  endServers(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.exit(code ?? 1);
});

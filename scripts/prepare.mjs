#!/usr/bin/env node
// Brings a fresh clone to where it can run: installs packages when they are missing or older than the
// lockfile, and with --build compiles when a source is newer than what was compiled. Has no dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`Holdfast needs Node 20.12 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function tryToRun(words, why) {
  console.error(`holdfast: ${why}: ${words.join(' ')}`);
  const done = spawnSync(words[0], words.slice(1), {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return true;
  console.error(`holdfast: '${words.join(' ')}' failed (${done.error?.message ?? `exit ${done.status}`}).`);
  return false;
}

function run(words, why) {
  if (!tryToRun(words, why)) process.exit(1);
}

// `npm ci` refuses a lockfile that lacks the optional packages of other platforms, and a registry that
// carries only this platform's makes such lockfiles. Installing by the same lockfile, without writing it,
// gives the same versions.
function installPackages(why) {
  const quietly = ['--no-audit', '--no-fund'];
  if (tryToRun(['npm', 'ci', ...quietly], why)) return;
  run(['npm', 'install', '--no-save', ...quietly], 'installing by the lockfile as far as it goes');
}

const installedMark = path.join(root, 'node_modules', '.holdfast-lock');
const lockHash = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');
const installed = existsSync(installedMark) ? readFileSync(installedMark, 'utf8') : null;
if (installed !== lockHash) {
  installPackages(installed ? 'the lockfile changed' : 'first run, installing packages');
  writeFileSync(installedMark, lockHash);
}

function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const where = path.join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(where));
    else if (/\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.tsbuildinfo'))
      newest = Math.max(newest, statSync(where).mtimeMs);
  }
  return newest;
}

if (process.argv.includes('--build')) {
  const packages = ['node', 'sandbox', 'server'];
  const builtMark = path.join(root, 'server', 'dist', '.built');
  const builtAt = existsSync(builtMark) ? statSync(builtMark).mtimeMs : 0;
  if (packages.some((name) => newestSource(path.join(root, name)) > builtAt)) {
    run([process.execPath, path.join('node_modules', 'typescript', 'bin', 'tsc'), '-b'], 'compiling');
    writeFileSync(builtMark, '');
  }
}

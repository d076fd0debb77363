#!/usr/bin/env node
// Brings a fresh clone to where it can run: installs packages when they are missing or older than the
// lockfile, and with --build compiles the server and builds the panel when a source is newer than what was made of
// it (with --panel only the latter). Has no dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Holdfast needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function tryToRun(words, why, env = process.env) {
  console.error(`holdfast: ${why}: ${words.join(' ')}`);
  const done = spawnSync(words[0], words.slice(1), {
    cwd: root,
    env,
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

const installedMark = path.join(root, 'node_modules', '.holdfast-lock');
const lockHash = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

// Two that install at once delete each other's packages: the second waits for the first.
const turn = path.join(root, '.holdfast-installing');

function takeTurn() {
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(turn, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHeld()) rmSync(turn, { force: true });
    else if (waited === 0) console.error('holdfast: waiting for another start that installs packages');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

// Left behind by a process that was killed: nobody's.
function isHeld() {
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isInstalled() {
  return existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockHash;
}

if (!isInstalled()) {
  takeTurn();
  if (!isInstalled()) {
    const why = existsSync(installedMark) ? 'the lockfile changed' : 'first run, installing packages';
    run(['npm', 'ci', '--no-audit', '--no-fund'], why);
    writeFileSync(installedMark, lockHash);
  }
  rmSync(turn, { force: true });
}

function newestSource(folder, pattern = /\.(ts|json)$/) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const where = path.join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(where, pattern));
    else if (pattern.test(entry.name) && !entry.name.endsWith('.tsbuildinfo'))
      newest = Math.max(newest, statSync(where).mtimeMs);
  }
  return newest;
}

function isStale(mark, folders, pattern) {
  const builtAt = existsSync(mark) ? statSync(mark).mtimeMs : 0;
  return folders.some((name) => newestSource(path.join(root, name), pattern) > builtAt);
}

// The server sends a compressed copy, where there is one, to browsers that can read it.
function compress(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const file = path.join(folder, name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

// Without its panel the server does everything else, and says at /admin/ how to build it.
function buildPanel() {
  const panel = path.join(root, 'react');
  const mark = path.join(panel, 'dist', '.built');
  if (!isStale(mark, ['react', 'messages'], /\.(m?tsx?|mjs|json|css|html|svg)$/)) return;
  // Whoever asks (the tests among them) gets the same panel, and not React's bigger one for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  if (
    !tryToRun(
      ['npm', 'run', '--silent', 'build', '--workspace', 'react/standalone'],
      'building the panel',
      env,
    )
  )
    return;
  compress(path.join(panel, 'dist', 'assets'));
  writeFileSync(mark, '');
}

if (process.argv.includes('--build')) {
  const packages = ['node', 'sandbox', 'server'];
  const builtMark = path.join(root, 'server', 'dist', '.built');
  if (isStale(builtMark, packages)) {
    run([process.execPath, path.join('node_modules', 'typescript', 'bin', 'tsc'), '-b'], 'compiling');
    writeFileSync(builtMark, '');
  }
}
if (process.argv.includes('--build') || process.argv.includes('--panel')) buildPanel();

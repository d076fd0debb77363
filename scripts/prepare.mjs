#!/usr/bin/env node
// Brings a fresh clone to where it can run: installs packages when they are missing or older than the
// lockfile, and with --build compiles the server and builds the panel when a source is newer than what was made of
// it (with --compile or --panel only the one or the other). Has no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Holdfast needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** What runs for us now. It has a process group of its own, so that all of it ends with us, and only by us. */
let running = null;

/** Starts it beside us; whoever ends us ends it and what it has started, and is not answered before they are gone. */
async function tryToRun(words, why, { env = process.env, onStart = () => undefined } = {}) {
  console.error(`holdfast: ${why}: ${words.join(' ')}`);
  const isWindows = process.platform === 'win32';
  const child = spawn(words[0], words.slice(1), {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
    detached: !isWindows,
  });
  running = child;
  if (child.pid !== undefined) onStart(child.pid);
  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit ${code}`)));
  });
  running = null;
  if (ended === null) return true;
  console.error(`holdfast: '${words.join(' ')}' failed (${ended}).`);
  return false;
}

function signalRunning(signal) {
  try {
    process.kill(process.platform === 'win32' ? running.pid : -running.pid, signal);
  } catch {
    // It was gone already.
  }
}

/** Of the child, to end after it was asked to. */
const END_WITHIN_MS = 5_000;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    if (running === null) process.exit(code);
    running.once('close', () => process.exit(code));
    signalRunning('SIGTERM');
    setTimeout(() => {
      signalRunning('SIGKILL');
      process.exit(code);
    }, END_WITHIN_MS);
  });
}

async function run(words, why, options) {
  if (!(await tryToRun(words, why, options))) process.exit(1);
}

const installedMark = path.join(root, 'node_modules', '.holdfast-lock');
const lockText = readFileSync(path.join(root, 'package-lock.json'));
const lockHash = createHash('sha256').update(lockText).digest('hex');
const locked = JSON.parse(lockText).packages;

const suits = (wanted, here) =>
  wanted === undefined ||
  ((wanted.includes(here) || wanted.some((one) => one.startsWith('!'))) && !wanted.includes(`!${here}`));

/** What the lockfile wants and this tree has not, by path. Optional packages may be missing. */
function missingPackages() {
  const wanted = Object.entries(locked).filter(
    ([where, { optional, os, cpu }]) =>
      where.includes('node_modules/') && !optional && suits(os, process.platform) && suits(cpu, process.arch),
  );
  return wanted
    .filter(([where, { link, version }]) => !isThere(where, link, version))
    .map(([where]) => where);
}

function isThere(where, isLink, version) {
  const file = path.join(root, where, 'package.json');
  if (isLink) return existsSync(file);
  try {
    return JSON.parse(readFileSync(file, 'utf8')).version === version;
  } catch {
    return false;
  }
}

/** Packages with parts for one platform; one that was written by half does not load. */
const LOADED = ['typescript', 'pg', '@swc/core'];

/** Null when all that the lockfile wants is there, whole, as npm leaves it when it has come to its end. */
function whyNotWhole() {
  const missing = missingPackages();
  if (missing.length > 0)
    return `${missing[0]} is missing or of another version${missing.length > 1 ? `, and ${missing.length - 1} more` : ''}`;
  if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) return 'npm had not finished';
  return null;
}

function whyNotLoaded() {
  const names = LOADED.filter((name) => `node_modules/${name}` in locked);
  const script = `for (const name of ${JSON.stringify(names)}) require(name)`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  return status === 0 ? null : (stderr.match(/^\w*Error.*$/m)?.[0] ?? 'a package does not load');
}

// Two that install at once delete each other's packages: the second waits for the first.
const turn = path.join(root, '.holdfast-installing');
const WAIT_MS = 500;
const SAY_AGAIN_AFTER = 120;

async function takeTurn() {
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(turn, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holders().find(isAlive);
    if (holder === undefined) rmSync(turn, { force: true });
    else if (waited % SAY_AGAIN_AFTER === 0)
      console.error(
        `holdfast: waiting for process ${holder}, which installs packages in ${root}. End it to go on without it; if it is nothing of Holdfast's, delete ${turn}.`,
      );
    await sleep(WAIT_MS);
  }
}

/** Whoever installs and, once it runs, its npm: that one goes on when the first was killed. */
function holders() {
  try {
    return readFileSync(turn, 'utf8')
      .split(' ')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

// Left behind by processes that are gone: nobody's.
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const isMarked = () => existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockHash;

/** Null when nothing is to be done. */
function whyInstall() {
  if (!existsSync(path.join(root, 'node_modules'))) return 'first run, installing packages';
  const why = whyNotWhole();
  if (why === null) return isMarked() ? null : whyNotLoaded();
  if (isMarked()) return `the installed packages are broken (${why}), repairing them`;
  return existsSync(installedMark) ? 'the lockfile changed' : `the packages are not all installed (${why})`;
}

async function install(why) {
  await run(['npm', 'ci', '--no-audit', '--no-fund'], why, {
    onStart: (pid) => writeFileSync(turn, `${process.pid} ${pid}`),
  });
  const wrong = whyNotWhole() ?? whyNotLoaded();
  if (wrong === null) return;
  console.error(
    `holdfast: npm ci came to its end, and still: ${wrong}. Delete node_modules and start again.`,
  );
  process.exit(1);
}

if (whyInstall() !== null || !isMarked()) {
  await takeTurn();
  const why = whyInstall();
  if (why !== null) await install(why);
  writeFileSync(installedMark, lockHash);
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
async function buildPanel() {
  const panel = path.join(root, 'react');
  const mark = path.join(panel, 'dist', '.built');
  if (!isStale(mark, ['react', 'messages'], /\.(m?tsx?|mjs|json|css|html|svg)$/)) return;
  // Whoever asks (the tests among them) gets the same panel, and not React's bigger one for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const words = ['npm', 'run', '--silent', 'build', '--workspace', 'react/standalone'];
  if (!(await tryToRun(words, 'building the panel', { env }))) return;
  compress(path.join(panel, 'dist', 'assets'));
  writeFileSync(mark, '');
}

if (process.argv.includes('--build') || process.argv.includes('--compile')) {
  const packages = ['node', 'sandbox', 'server'];
  const builtMark = path.join(root, 'server', 'dist', '.built');
  if (isStale(builtMark, packages)) {
    await run([process.execPath, path.join('node_modules', 'typescript', 'bin', 'tsc'), '-b'], 'compiling');
    writeFileSync(builtMark, '');
  }
}
if (process.argv.includes('--build') || process.argv.includes('--panel')) await buildPanel();

#!/usr/bin/env node
// Kills, cuts and fills what runs, while a shop sells: `npm run test:chaos -- --rounds 100 --seed 7 --minutes 60`.
// A round is one blow, or two at once; the seed is printed. It ends with the rounds or with the time. Every file is
// kept in one folder under the system's temporary one, and neither a process nor a file is left behind.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '600' },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (/^[1-9]\d*$/.test(value)) continue;
  console.error(`test:chaos: --${name} wants a whole number above 0, and not '${value}'.`);
  process.exit(2);
}
const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-chaos-'));
// PostgreSQL runs as another user where we are root, and has to pass.
chmodSync(folder, 0o755);
const env = {
  ...process.env,
  TMPDIR: folder,
  CHAOS_ROUNDS: values.rounds,
  CHAOS_SEED: values.seed,
  CHAOS_MINUTES: values.minutes,
};
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const words = [jest, '--config', path.join('test', 'chaos', 'jest.config.cjs')];
const hasGroups = process.platform !== 'win32';
const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env, detached: hasGroups });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('close', (code) => {
  if (hasGroups) kill(-child.pid);
  for (const pid of serversIn(folder)) kill(pid);
  for (const name of readdirSync(folder)) spawnSync('umount', ['--lazy', path.join(folder, name)]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.exit(code ?? 1);
});

/** The database, which has a process group of its own, names its folder in its command line. */
function serversIn(where) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandLineOf(name).includes(where))
    .map(Number);
}

function commandLineOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { atEnd, endAll } from '../flows/at-end';
import { until } from '../flows/until';

afterEach(endAll);

const LOCK = {
  packages: {
    '': { name: 'whole' },
    app: { version: '1.0.0' },
    'node_modules/app': { resolved: 'app', link: true },
    'node_modules/one': { version: '1.0.0' },
    'node_modules/one/node_modules/two': { version: '2.0.0' },
    'node_modules/not-here': { version: '1.0.0', os: ['none'] },
    'node_modules/maybe': { version: '1.0.0', optional: true },
  },
};

/** Stands for npm: writes what it is told to, and stays as long as it is told to, with a child of its own. */
const FAKE_NPM = `#!${process.execPath}
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const { writes, staysMs } = JSON.parse(fs.readFileSync('npm-does.json', 'utf8'));
fs.appendFileSync('npm-was-asked', process.argv.slice(2).join(' ') + '\\n');
const put = (where, version) => {
  fs.mkdirSync(where, { recursive: true });
  fs.writeFileSync(where + '/package.json', JSON.stringify({ version }));
};
fs.rmSync('node_modules', { recursive: true, force: true });
const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], { stdio: 'ignore' });
fs.writeFileSync('npm-pids', process.pid + ' ' + child.pid);
for (const [where, version] of Object.entries(writes)) put(where, version);
setTimeout(() => {
  fs.writeFileSync('node_modules/.package-lock.json', '{}');
  child.kill();
  process.exit(0);
}, staysMs);
`;

const WHOLE = {
  'node_modules/app': '1.0.0',
  'node_modules/one': '1.0.0',
  'node_modules/one/node_modules/two': '2.0.0',
};

interface Run {
  child: ChildProcess;
  printed(): string;
  ended: Promise<number | null>;
}

function folder() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'holdfast-prepare-'));
  atEnd(async () => rmSync(root, { recursive: true, force: true }));
  const at = (...names: string[]) => path.join(root, ...names);
  mkdirSync(at('scripts'));
  mkdirSync(at('bin'));
  copyFileSync(path.join(__dirname, '../../scripts/prepare.mjs'), at('scripts/prepare.mjs'));
  writeFileSync(at('package-lock.json'), JSON.stringify(LOCK));
  writeFileSync(at('bin/npm'), FAKE_NPM, { mode: 0o755 });
  const npmDoes = (writes: Record<string, string>, staysMs = 0) =>
    writeFileSync(at('npm-does.json'), JSON.stringify({ writes, staysMs }));
  npmDoes(WHOLE);
  return {
    at,
    npmDoes,
    isMarked: () => existsSync(at('node_modules/.holdfast-lock')),
    timesAsked: () =>
      existsSync(at('npm-was-asked')) ? readFileSync(at('npm-was-asked'), 'utf8').split('\n').length - 1 : 0,
    npmPids: () => readFileSync(at('npm-pids'), 'utf8').split(' ').map(Number),
    start(): Run {
      const child = spawn(process.execPath, [at('scripts/prepare.mjs')], {
        env: { PATH: `${at('bin')}${path.delimiter}${process.env.PATH}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const chunks: string[] = [];
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => chunks.push(String(chunk)));
      const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
      atEnd(() => child.kill('SIGKILL'));
      return { child, printed: () => chunks.join(''), ended };
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a first start installs once; the next one finds a whole tree and does nothing', async () => {
  const { start, isMarked, timesAsked } = folder();
  expect(await start().ended).toBe(0);
  const again = start();
  expect(await again.ended).toBe(0);
  expect([isMarked(), timesAsked(), again.printed()]).toEqual([true, 1, '']);
});

test('a tree that npm left by half is not marked, and what is missing is named', async () => {
  const { start, npmDoes, isMarked } = folder();
  npmDoes({ ...WHOLE, 'node_modules/one/node_modules/two': '1.9.0' });
  const first = start();
  expect(await first.ended).toBe(1);
  expect(first.printed()).toContain('node_modules/one/node_modules/two');
  expect(isMarked()).toBe(false);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s during the install ends npm and what it started; the next start installs',
  async (signal) => {
    const { start, npmDoes, isMarked, npmPids, at } = folder();
    npmDoes({ 'node_modules/one': '1.0.0' }, 60_000);
    const first = start();
    await until(
      'npm works',
      () => existsSync(at('npm-pids')) && existsSync(at('node_modules/one/package.json')),
    );
    first.child.kill(signal);
    expect(await first.ended).toBe(signal === 'SIGINT' ? 130 : 143);
    await until('npm is gone', () => !npmPids().some(isAlive));
    expect([isMarked(), existsSync(at('.holdfast-installing'))]).toEqual([false, false]);
    npmDoes(WHOLE);
    const next = start();
    expect(await next.ended).toBe(0);
    expect(next.printed()).toContain('not all installed');
  },
);

test('a tree that broke later is repaired, and it is said', async () => {
  const { start, timesAsked, at } = folder();
  await start().ended;
  rmSync(at('node_modules/one/node_modules'), { recursive: true });
  const next = start();
  expect(await next.ended).toBe(0);
  expect(next.printed()).toMatch(/broken \(node_modules\/one\/node_modules\/two.*repairing/);
  expect(timesAsked()).toBe(2);
});

test('whoever waits says for whom, also for the npm of a start that was killed, and goes on after it', async () => {
  const { start, npmDoes, npmPids, timesAsked, at } = folder();
  npmDoes(WHOLE, 60_000);
  const first = start();
  await until(
    'npm works',
    () => existsSync(at('npm-pids')) && readFileSync(at('.holdfast-installing'), 'utf8').includes(' '),
  );
  const second = start();
  await until('it says so', () => second.printed().includes(`waiting for process ${first.child.pid}`));
  const killed = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await killed;
  const [npm = 0, child = 0] = npmPids();
  const third = start();
  await until('it says so', () => third.printed().includes(`waiting for process ${npm}`));
  expect(timesAsked()).toBe(1);
  npmDoes(WHOLE);
  process.kill(npm, 'SIGKILL');
  process.kill(child, 'SIGKILL');
  expect(await Promise.all([second.ended, third.ended])).toEqual([0, 0]);
  expect(timesAsked()).toBe(2);
});

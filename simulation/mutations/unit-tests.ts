import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Mutation } from './list';

const ROOT = path.join(__dirname, '..', '..', '..');

/** By where a fault is made: the tests that somebody who works there would run. */
const NEARBY: Record<string, string[]> = {
  core: ['node/core'],
  removal: ['test/removal'],
  orders: ['test/removal'],
  listeners: ['node/listeners'],
  deliver: ['node/deliver'],
  middlewares: ['test/removal'],
  clients: ['node/clients/vtex', 'test/vtex-contract'],
};

const testsFor = ({ file }: Mutation) => NEARBY[file.split('/')[0] ?? ''] ?? ['node/core'];

/** Test files that fail with the fault and not without it; null: none does. `broken` fail without it. */
export async function noticedByTests(mutation: Mutation, broken: readonly string[]): Promise<string | null> {
  const [failing] = await failingFiles(testsFor(mutation), mutation, broken);
  return failing ?? null;
}

/** Files that fail with nothing changed: they would notice everything. */
export function brokenTests(): Promise<string[]> {
  return failingFiles([...new Set(Object.values(NEARBY).flat())], null, []);
}

function failingFiles(
  paths: readonly string[],
  mutation: Mutation | null,
  leftOut: readonly string[],
): Promise<string[]> {
  const words = ['--config', 'simulation/mutations/jest.config.cjs', ...paths];
  if (mutation === null) words.push('--bail=0');
  if (leftOut.length > 0) words.push('--testPathIgnorePatterns', '/node_modules/', ...leftOut);
  const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, [jest, ...words], {
    cwd: ROOT,
    env: { ...process.env, HOLDFAST_MUTATION: JSON.stringify(mutation) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', () =>
      resolve([...new Set([...said.matchAll(/^FAIL (\S+)/gm)].map(([, file = '']) => file))]),
    );
  });
}

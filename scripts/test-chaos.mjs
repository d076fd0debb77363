#!/usr/bin/env node
// Kills, cuts and fills what runs, while a shop sells: `npm run test:chaos -- --rounds 100 --seed 7 --minutes 60`.
// A round is one blow, or several at once; the seed is printed. It ends with the rounds or with the time.
import { spawn } from 'node:child_process';
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
const env = {
  ...process.env,
  CHAOS_ROUNDS: values.rounds,
  CHAOS_SEED: values.seed,
  CHAOS_MINUTES: values.minutes,
};
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const words = [jest, '--config', path.join('test', 'chaos', 'jest.config.cjs')];
const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('close', (code) => process.exit(code ?? 1));

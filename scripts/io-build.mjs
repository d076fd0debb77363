#!/usr/bin/env node
// Builds the VTEX IO app as VTEX does: only what .vtexignore lets through, in an empty folder, with
// node/package.json alone, by TypeScript 5.5.3 and VTEX's own tsconfig. `--out DIR` keeps the result there, laid
// out as the runtime expects it (service/src/node, service/service.json).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { manifestProblems } from './io/check-manifest.mjs';
import { filesSent } from './io/files-sent.mjs';

/** The node builder 7.x compiles with this one (VTEX developer portal, "Node builder 7.x migration guide"). */
const BUILDERS_TYPESCRIPT = '5.5.3';
/** The CLI refuses projects above this (vtex/toolbelt). */
const MOST_BYTES = 90 * 1024 * 1024;

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-io-'));
try {
  await build(folder);
  if (values.out) layOut(folder, path.resolve(values.out));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function build(app) {
  const sent = await filesSent(root);
  let bytes = 0;
  for (const file of sent) {
    cpSync(path.join(root, file), path.join(app, file));
    bytes += statSync(path.join(root, file)).size;
  }
  console.log(`io:build: ${sent.length} files are sent, ${Math.ceil(bytes / 1024)} KiB.`);
  const problems = manifestProblems(app);
  if (bytes > MOST_BYTES) problems.push(`the app has ${bytes} bytes; the CLI sends at most ${MOST_BYTES}`);
  if (problems.length > 0) stop(problems.join('\n'));
  const node = path.join(app, 'node');
  run(node, 'npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']);
  const compiler = createRequire(path.join(node, 'index.js')).resolve('typescript/package.json');
  const { version } = JSON.parse(readFileSync(compiler, 'utf8'));
  if (version !== BUILDERS_TYPESCRIPT)
    stop(`TypeScript ${version} is installed, not ${BUILDERS_TYPESCRIPT}.`);
  run(node, process.execPath, [path.join(path.dirname(compiler), 'bin', 'tsc'), '--outDir', '../built']);
  console.log(`io:build: node/ compiles by itself with TypeScript ${version}, and manifest.json is valid.`);
}

function layOut(app, out) {
  mkdirSync(path.join(out, 'service', 'src'), { recursive: true });
  cpSync(path.join(app, 'built'), path.join(out, 'service', 'src', 'node'), { recursive: true });
  cpSync(path.join(app, 'node', 'service.json'), path.join(out, 'service', 'service.json'));
  cpSync(path.join(app, 'manifest.json'), path.join(out, 'manifest.json'));
  cpSync(path.join(app, 'node', 'node_modules'), path.join(out, 'node_modules'), { recursive: true });
}

function run(cwd, command, words) {
  const done = spawnSync(command, words, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) stop(`'${command} ${words[0]}' failed in ${path.basename(cwd)}/.`);
}

function stop(message) {
  rmSync(folder, { recursive: true, force: true });
  console.error(`io:build: ${message}`);
  process.exit(1);
}

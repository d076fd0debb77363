#!/usr/bin/env node
// Writes the folder `io/` (as io:prepare does; what is not said is taken from the folder of before, or from
// manifest.json) and proves it with VTEX's own parts: the manifest's schema, the CLI's list of files, yarn 1 from the
// locked packages, TypeScript 5.5 for node/, TypeScript 3.9 and webpack 4 for react/, the CLI against an emulator of
// its endpoints. The panel's browser tests on the Admin's React 16.9 and react-intl 3.9 are .ci/long's.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestProblems } from './io/check-manifest.mjs';
import { compileNode } from './io/compile-node.mjs';
import { filesSent } from './io/files-sent.mjs';
import { firstManifest, ownWords } from './io/own-words.mjs';
import { installTools, tool, toolEnvironment } from './io/tools.mjs';
import { writeFolder } from './io/write-folder.mjs';

/** The CLI refuses projects above this (vtex/toolbelt). */
const MOST_BYTES = 90_000_000;

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const io = path.join(root, 'io');
const built = mkdtempSync(path.join(tmpdir(), 'holdfast-io-'));
try {
  await proveFolder();
} catch (error) {
  console.error(`io:build: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(built, { recursive: true, force: true });
}

async function proveFolder() {
  const app = await writeFolder(root, io, ownWords('io:build', firstManifest(io, root)));
  installTools();
  await checkFiles();
  for (const part of ['node', 'react']) {
    const words = ['install', '--frozen-lockfile', '--non-interactive', '--no-progress', '--silent'];
    run(path.join(io, part), [tool('yarn', 'bin', 'yarn.js'), ...words], `yarn 1 in ${part}/`);
    console.log(`io:build: yarn 1 installs ${part}/ from its yarn.lock.`);
  }
  const compiler = compileNode(path.join(io, 'node'));
  console.log(`io:build: node/ compiles by itself with TypeScript ${compiler}.`);
  const react = path.join(root, 'scripts', 'io', 'compile-react.cjs');
  run(root, ['--openssl-legacy-provider', react, path.join(io, 'react'), built], 'the build of react/');
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const words = ['--config', path.join('test', 'io-build', 'jest.config.cjs'), 'test/io-build'];
  run(root, [jest, ...words], 'test/io-build');
  console.log(`io:build: io/ is ${app}, and ready for 'npm run vtex -- link' and 'publish'.`);
}

/** The CLI's own function lists what it would send: ours must be the same, and nothing else lies in the folder. */
async function checkFiles() {
  const { listLocalFiles } = createRequire(import.meta.url)(
    tool('vtex', 'lib', 'api', 'modules', 'apps', 'file.js'),
  );
  const sent = (await listLocalFiles(io)).sort();
  const ours = await filesSent(io);
  const differing = sent
    .filter((file) => !ours.includes(file))
    .concat(ours.filter((file) => !sent.includes(file)));
  if (differing.length > 0) throw new Error(`the CLI and io:prepare disagree on ${differing.join(', ')}`);
  const bytes = sent.reduce((sum, file) => sum + statSync(path.join(io, file)).size, 0);
  const problems = manifestProblems(io);
  if (bytes > MOST_BYTES) problems.push(`the app has ${bytes} bytes; the CLI sends at most ${MOST_BYTES}`);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(
    `io:build: ${sent.length} files are sent, ${(bytes / 1e6).toFixed(2)} MB; manifest and admin/ are valid.`,
  );
}

function run(cwd, words, what) {
  const done = spawnSync(process.execPath, words, { cwd, stdio: 'inherit', env: toolEnvironment() });
  if (done.status !== 0) throw new Error(`${what} failed`);
}

// The parts of VTEX that can be had: its CLI, the yarn, TypeScript and webpack of its builders, and the React and
// react-intl of its Admin. A package of their own, installed when something first asks for it: `npm start` does not
// pay for it. The override spares `vtex` a dependency that npm would fetch by git.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'tools');
const packages = path.join(folder, 'node_modules');

/** Absolute path of a file among the tools; they must be installed. */
export function tool(...parts) {
  return path.join(packages, ...parts);
}

/** Installs what the lockfile names, unless exactly that is there; throws when npm fails. */
export function installTools() {
  const mark = tool('.holdfast-lock');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.error('holdfast: installing the tools of VTEX IO (once; some 370 MB)');
  const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', words, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error(`'npm ci' failed in ${folder}`);
  writeFileSync(mark, lock);
}

/**
 * The environment for yarn and the CLI: `DISABLE_V8_COMPILE_CACHE` lets the CLI start on Node 20 (vtex/toolbelt
 * issue 1263), it calls itself by name, and yarn asks the registry that npm is set up with.
 */
export function toolEnvironment() {
  const { status, stdout } = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const registry = status === 0 && /^https?:/.test(stdout) ? { YARN_REGISTRY: stdout.trim() } : {};
  const found = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    ...registry,
    [found]: `${tool('.bin')}${path.delimiter}${process.env[found] ?? ''}`,
    DISABLE_V8_COMPILE_CACHE: '1',
  };
}

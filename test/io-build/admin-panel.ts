import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, 'dist');
const VITE = path.join(__dirname, '..', '..', 'node_modules', 'vite', 'bin', 'vite.js');

let isBuilt = false;

/** Stands in for `server/host/panel-folder` in this suite (jest.config.cjs): the panel on the Admin's React. */
export function panelFolder(): string {
  return FOLDER;
}

/** Stands in for `test/browser/build-panel`. */
export async function buildPanel(): Promise<void> {
  if (isBuilt) return;
  const words = [VITE, 'build', '--logLevel', 'warn', '--config', path.join(__dirname, 'vite.config.mts')];
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`the panel does not build: ${stdout}${stderr}`);
  const code = readdirSync(path.join(FOLDER, 'assets'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(path.join(FOLDER, 'assets', file), 'utf8'))
    .join('\n');
  // Both Reacts in one page, or the wrong one, would prove nothing.
  const versions = new Set(
    [...code.matchAll(/version\s*[:=]\s*["'`](1[68]\.\d+\.\d+)/g)].map(([, one]) => one),
  );
  if ([...versions].join() !== '16.9.0') throw new Error(`the panel was built with React ${[...versions]}`);
  isBuilt = true;
}

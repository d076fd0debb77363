// Which files `vtex link` and `vtex publish` send: the CLI's own patterns (vtex/toolbelt,
// src/api/modules/apps/file.ts), its own exclusions, and the project's .vtexignore.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { glob } from 'tinyglobby';

const SENT = ['manifest.json', 'policies.json', '.npmrc', 'node/.*', 'react/.*', '*/**'];
const NEVER_SENT = [
  '.DS_Store',
  'README.md',
  '.gitignore',
  'package.json',
  'node_modules/**',
  '**/node_modules/**',
  '.git/**',
  'cypress/videos/**',
  'cypress/screenshots/**',
];

/** Relative paths, sorted. Empty files are not sent. */
export async function filesSent(root) {
  const files = await glob(SENT, {
    cwd: root,
    ignore: [...ignored(root), ...NEVER_SENT],
    expandDirectories: false,
    onlyFiles: true,
  });
  return files.filter((file) => statSync(path.join(root, file)).size > 0).sort();
}

function ignored(root) {
  const list = path.join(root, '.vtexignore');
  if (!existsSync(list)) return [];
  return readFileSync(list, 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, '/**'))
    .filter((line) => line !== '');
}

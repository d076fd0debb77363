// node/ as the node builder 7.x compiles it (VTEX developer portal, "Node builder 7.x migration guide").
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const BUILDERS_TYPESCRIPT = '5.5.3';

/** `node` is the prepared folder with its packages; throws when it does not compile. */
export function compileNode(node) {
  const compiler = path.join(node, 'node_modules', 'typescript');
  const { version } = JSON.parse(readFileSync(path.join(compiler, 'package.json'), 'utf8'));
  if (version !== BUILDERS_TYPESCRIPT)
    throw new Error(`node/ brings TypeScript ${version}, not ${BUILDERS_TYPESCRIPT}`);
  const words = [path.join(compiler, 'bin', 'tsc'), '--noEmit'];
  if (spawnSync(process.execPath, words, { cwd: node, stdio: 'inherit' }).status !== 0)
    throw new Error('node/ does not compile');
  return version;
}

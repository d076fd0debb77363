import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import type { Mutation } from './list';

/** Where the product's compiled code lies. */
const NODE_DIST = path.join(path.dirname(require.resolve('@holdfast/node/core/instant')), '..');

type Compiles = { _compile(this: unknown, code: string, file: string): unknown };

/** Why a mutation cannot be made; null when its text stands in its file exactly once. */
export function whyNot({ file, from }: Mutation): string | null {
  const full = path.join(NODE_DIST, file);
  if (!existsSync(full)) return `${file} is not there`;
  const times = readFileSync(full, 'utf8').split(from).length - 1;
  return times === 1 ? null : `${file} has ${times} times: ${from}`;
}

/** Changes the file's code as it is loaded, in this thread and nowhere else. Call it before anything is loaded. */
export function applyMutation(mutation: Mutation): void {
  const why = whyNot(mutation);
  if (why !== null) throw new Error(why);
  const target = path.join(NODE_DIST, mutation.file);
  const modules = Module.prototype as unknown as Compiles;
  const compile = modules._compile;
  modules._compile = function (code, file) {
    const changed = file === target ? code.replace(mutation.from, () => mutation.to) : code;
    return compile.call(this, changed, file);
  };
}

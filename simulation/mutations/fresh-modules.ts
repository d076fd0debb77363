import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { transformSync } from '@swc/core';
import { NODE_DIST, ROOT } from './compiled-product';
import type { Mutation } from './mutation';

/**
 * Modules that are loaded anew as often as is asked, in a process that stays: starting one, and loading zod and
 * fast-check, would take longer than most tests. Packages stay; what is ours is forgotten before every use, so that a
 * test file meets the product as if it were alone. Tests are TypeScript and run over the compiled product, which is
 * where a fault is put.
 */

type Loads = { _compile(this: unknown, code: string, file: string): unknown };
type Extension = (module: NodeJS.Module & Loads, file: string) => void;

const PRODUCT = path.join(ROOT, 'node');
const modules = Module as unknown as { prototype: Loads; _extensions: Record<string, Extension> };
const compile = modules.prototype._compile;
const compiledTests = new Map<string, string>();
let fault: Mutation | null = null;
let faulty: string | null = null;

modules.prototype._compile = function (code, file) {
  const changed = fault !== null && file === faulty ? code.replace(fault.from, () => fault?.to ?? '') : code;
  return compile.call(this, changed, file);
};
modules._extensions['.ts'] = (module, file) => {
  const twin = path.join(NODE_DIST, path.relative(PRODUCT, file)).replace(/\.ts$/, '.js');
  if (existsSync(twin)) module.exports = module.require(twin);
  else module._compile(compiledTest(file), file);
};

function compiledTest(file: string): string {
  let code = compiledTests.get(file);
  if (code === undefined) {
    code = transformSync(readFileSync(file, 'utf8'), {
      filename: file,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs', ignoreDynamic: true },
      sourceMaps: false,
    }).code;
    compiledTests.set(file, code);
  }
  return code;
}

/** From now on what is loaded has this fault, or none. */
export function setFault(mutation: Mutation | null): void {
  fault = mutation;
  faulty = mutation === null ? null : path.join(NODE_DIST, mutation.file);
}

const isOurs = (file: string) =>
  file.startsWith(ROOT) &&
  !file.includes(`${path.sep}node_modules${path.sep}`) &&
  !file.startsWith(__dirname);

/** Loads a file of ours and all of ours that it needs, as if for the first time. */
export function loadFresh(file: string): unknown {
  for (const loaded of Object.keys(require.cache)) if (isOurs(loaded)) delete require.cache[loaded];
  return createRequire(file)(file);
}

/** What of the product is loaded now, as its files under `node/dist`. */
export function loadedOfProduct(): string[] {
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(NODE_DIST))
    .map((file) => path.relative(NODE_DIST, file).replaceAll(path.sep, '/'));
}

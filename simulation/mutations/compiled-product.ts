import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutation } from './mutation';

/** Where the product's compiled code lies. */
export const NODE_DIST = path.join(path.dirname(require.resolve('@holdfast/node/core/instant')), '..');

/** The repository. */
export const ROOT = path.join(NODE_DIST, '..', '..');

/** Why a fault cannot be made; null when its text stands in its file exactly once. */
export function whyNot({ file, from }: Mutation): string | null {
  const full = path.join(NODE_DIST, file);
  if (!existsSync(full)) return `${file} is not there`;
  const times = readFileSync(full, 'utf8').split(from).length - 1;
  return times === 1 ? null : `${file} has ${times} times: ${from}`;
}

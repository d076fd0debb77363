import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { clock } from './trace';

/** What Holdfast said in its own log, between the lines of what happened. */
export function withLog(lines: readonly string[], log: readonly StoredLogEntry[]): string[] {
  const said = log
    .filter(({ kind }) => kind !== 'notification')
    .map(({ atMs, message }) => `${clock(atMs)}   Holdfast: ${message}`);
  return [...lines, ...said]
    .map((line, nth) => ({ line, nth }))
    .sort(byStamp)
    .map(({ line }) => line);
}

const STAMP = 18;

function byStamp(a: { line: string; nth: number }, b: { line: string; nth: number }): number {
  const [at, other] = [a.line.slice(0, STAMP), b.line.slice(0, STAMP)];
  return at === other ? a.nth - b.nth : at < other ? -1 : 1;
}

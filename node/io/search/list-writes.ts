import type { LogEntryView } from '../../api/schemas/log';
import type { WriteSum } from '../../api/schemas/writers';
import { listLog, type SearchedScope } from './list-log';

const MOST = 1_000;
const PAGE = 100;
const DAY_MS = 24 * 3_600_000;

/** Writes of others as the sync log has them, by day (UTC), writer and SKU: the newest thousand, as far as they are indexed. */
export async function listWrites(scoped: SearchedScope, sinceMs: number): Promise<WriteSum[]> {
  const sums = new Map<string, WriteSum>();
  for (const { at, skuId, detail } of await writesSince(scoped, sinceMs)) {
    const mode = modeOf(detail?.mode);
    if (skuId === null || mode === null) continue;
    const writer = typeof detail?.writer === 'string' ? detail.writer : null;
    const day = at.slice(0, 10);
    const key = JSON.stringify([day, writer, mode, skuId]);
    const sum = sums.get(key) ?? { day, writer, mode, skuId, writes: 0, discardedUnits: 0 };
    sum.writes += 1;
    sum.discardedUnits += Number(detail?.discardedUnits ?? 0);
    sums.set(key, sum);
  }
  return [...sums.values()].sort(
    (a, b) => b.day.localeCompare(a.day) || b.discardedUnits - a.discardedUnits || b.writes - a.writes,
  );
}

/** Positions that were written past Holdfast at least twice within the last day. */
export async function countOverwritten(scoped: SearchedScope, nowMs: number): Promise<number> {
  const times = new Map<string, number>();
  for (const { skuId, warehouseId, detail } of await writesSince(scoped, nowMs - DAY_MS)) {
    if (detail?.mode !== 'past') continue;
    const key = JSON.stringify([skuId, warehouseId]);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times.values()].filter((count) => count >= 2).length;
}

async function writesSince(scoped: SearchedScope, sinceMs: number): Promise<LogEntryView[]> {
  const from = new Date(sinceMs).toISOString();
  const entries: LogEntryView[] = [];
  let after: Parameters<typeof listLog>[2] = null;
  do {
    const page: Awaited<ReturnType<typeof listLog>> = await listLog(
      scoped,
      { kind: ['write'], from, limit: PAGE },
      after,
    );
    entries.push(...page.rows);
    after = page.next;
  } while (after !== null && entries.length < MOST);
  return entries;
}

function modeOf(mode: unknown): WriteSum['mode'] | null {
  return mode === 'guard' || mode === 'shadow' || mode === 'past' ? mode : null;
}

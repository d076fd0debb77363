import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { OrderId } from '../core/id';
import { instantOfMs } from '../core/instant';
import { say } from '../core/said/say';
import type { LogStore, PositionStore, SettingStore } from '../store/store';
import {
  type RedispatchOptions,
  type RedispatchServices,
  type RedispatchSummary,
  redispatchDue,
} from './redispatch-due';
import { failureEntry, listenerEntry } from './services';
import {
  readCursors,
  SWEPT_FIELDS,
  type SweepCursor,
  type SweepCursors,
  type SweptField,
  saveCursors,
} from './sweep-cursors';
import { sweepOpenPositions } from './sweep-open-positions';
import { afterWhole, shorter, startOf, stretchOf } from './sweep-pace';
import { type StretchServices, sweepStretch } from './sweep-stretch';

export interface SweepServices extends RedispatchServices, Pick<StretchServices, 'vtex'> {
  store: RedispatchServices['store'] &
    StretchServices['store'] &
    Pick<PositionStore, 'positionsAfter'> &
    SettingStore;
}

export interface SweepOptions extends RedispatchOptions {
  /** How far the first sweep of an account looks back. */
  firstLookBackMs?: number;
  /** Re-read before the cursor; never under ten minutes, VTEX's index lags by about four. */
  overlapMs?: number;
  /** Of each date: no new stretch is begun once so many orders were listed; the rest waits for the next run. */
  maxListed?: number;
  /** Called at the start and after each page, and waited for. */
  onProgress?(summary: SweepSummary): unknown;
}

export interface SweepSummary extends RedispatchSummary {
  /** Orders VTEX listed, and those of them that our record did not know or knew otherwise. */
  listed: number;
  dispatched: number;
  /** How much of the time to be looked over is done, from 0 to 1; each date counts alike. */
  share: number;
  /** False when the bound or a failure left stretches for the next run. */
  caughtUp: boolean;
  failure: VtexFailure | null;
}

const TWO_DAYS = 48 * 3_600_000;

/**
 * Looks for what both hook and feed missed: orders VTEX lists as recently created, authorised or invoiced
 * and that our record does not know, or knows in another status; then everything that waits in our own
 * record, and the positions where nothing happens. The list is an index that lags, so it only says which orders to
 * look at. A cursor is saved only after everything before it was dispatched; see `sweep-pace.ts`.
 */
export async function sweep(services: SweepServices, options: SweepOptions = {}): Promise<SweepSummary> {
  const redispatched = await redispatchDue(services, options);
  await sweepOpenPositions(services);
  const summary: SweepSummary = {
    ...redispatched,
    listed: 0,
    dispatched: 0,
    share: 0,
    caughtUp: true,
    failure: null,
  };
  await options.onProgress?.(summary);
  const endMs = services.now();
  const cursors = pinned(await readCursors(services.store), endMs, options);
  const order = longestWaitingFirst(cursors);
  const seen = new Set<OrderId>();
  for (const field of order) {
    const sharesDone = order.indexOf(field);
    const cursor = cursors[field];
    const done = await sweepField({
      seen,
      services,
      options,
      summary,
      cursors,
      field,
      cursor,
      endMs,
      sharesDone,
    });
    if (!done) {
      summary.caughtUp = false;
      if (summary.failure) break;
    }
  }
  await logSweep(services.store, summary);
  return summary;
}

/** What was never swept has a beginning of its own from here on: it does not move while first runs are cut. */
function pinned(cursors: SweepCursors, endMs: number, options: SweepOptions): Required<SweepCursors> {
  const upTo = instantOfMs(endMs - (options.firstLookBackMs ?? TWO_DAYS));
  const first: SweepCursor = { upTo, listedAt: instantOfMs(endMs), stretchMs: null, begunAt: null };
  return { creationDate: first, authorizedDate: first, invoicedDate: first, ...cursors };
}

/** A date that takes all the time of a run, or that VTEX cannot list, must not keep the others from ever being swept. */
function longestWaitingFirst(cursors: Required<SweepCursors>): SweptField[] {
  const key = (field: SweptField) => cursors[field].begunAt ?? '';
  return [...SWEPT_FIELDS].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

interface Run {
  /** Looked up in this run already: one order may be created, authorised and invoiced within it. */
  seen: Set<OrderId>;
  services: SweepServices;
  options: SweepOptions;
  summary: SweepSummary;
  cursors: SweepCursors;
  field: SweptField;
  /** The field's own, as it was when the run began. */
  cursor: SweepCursor;
  endMs: number;
  /** Fields swept in this run before. */
  sharesDone: number;
}

/** True when the field is swept up to the end. */
async function sweepField(run: Run): Promise<boolean> {
  const { services, options, summary, cursor, endMs } = run;
  const mayList = summary.listed + (options.maxListed ?? 20_000);
  const startMs = startOf(cursor, endMs, options.overlapMs);
  let stretchMs = stretchOf(cursor);
  const begunAt = instantOfMs(endMs);
  await move(run, { ...cursor, stretchMs: shorter(stretchMs), begunAt });
  for (let fromMs = startMs; fromMs < endMs; ) {
    const begunMs = services.now();
    const toMs = Math.min(endMs, fromMs + stretchMs);
    const window = { from: instantOfMs(fromMs), to: instantOfMs(toMs) };
    summary.failure = await sweepStretch(services, { ...run, window, onPage: (page) => count(run, page) });
    if (summary.failure) return false;
    summary.share = (run.sharesDone + (toMs - startMs) / (endMs - startMs)) / SWEPT_FIELDS.length;
    await options.onProgress?.(summary);
    stretchMs = afterWhole(stretchMs, { lengthMs: toMs - fromMs, tookMs: services.now() - begunMs });
    await move(run, { upTo: instantOfMs(toMs), listedAt: begunAt, stretchMs, begunAt });
    if (summary.listed >= mayList) return toMs === endMs;
    fromMs = toMs;
  }
  return true;
}

async function count({ summary, options }: Run, page: { listed: number; dispatched: number }): Promise<void> {
  summary.listed += page.listed;
  summary.dispatched += page.dispatched;
  await options.onProgress?.(summary);
}

async function move({ services, cursors, field }: Run, cursor: SweepCursor): Promise<void> {
  cursors[field] = cursor;
  await saveCursors(services.store, cursors);
}

/** A sweep that found nothing leaves no line. */
async function logSweep(store: LogStore, summary: SweepSummary): Promise<void> {
  const { failure, listed, dispatched, orders, positions, streams, caughtUp } = summary;
  const entries = [];
  if (dispatched + orders + positions + streams > 0) {
    const sentence = say('sweep.found', { dispatched, orders, positions, streams });
    entries.push(listenerEntry('ok', sentence, { listed, dispatched, orders, positions, streams, caughtUp }));
  }
  if (failure) entries.push(failureEntry(say('sweep.stopped'), failure));
  if (entries.length > 0) await store.appendLog(entries);
}

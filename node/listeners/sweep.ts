import type { ListedOrder, TimeWindow, VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import { type Instant, instantOfMs, msOfInstant } from '../core/instant';
import { takenOf } from '../middlewares/hook/record-notification';
import type { LogStore, OrderStore, PositionStore, SettingStore } from '../store/store';
import {
  type RedispatchOptions,
  type RedispatchServices,
  type RedispatchSummary,
  redispatchDue,
  sweepNotification,
} from './redispatch-due';
import { failureEntry, listenerEntry } from './services';
import { readCursors, SWEPT_FIELDS, type SweepCursors, type SweptField, saveCursors } from './sweep-cursors';
import { sweepOpenPositions } from './sweep-open-positions';

export interface SweepServices extends RedispatchServices {
  vtex: Pick<VtexApi, 'listOrders'>;
  store: RedispatchServices['store'] &
    Pick<OrderStore, 'knownOrder'> &
    Pick<PositionStore, 'positionsAfter'> &
    SettingStore &
    LogStore;
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

const MINUTE = 60_000;
const MIN_OVERLAP_MS = 10 * MINUTE;
/** The cursor moves after each stretch. Longer than the overlap, so that even a run of one stretch moves it on. */
const STRETCH_MS = 60 * MINUTE;
/** A reading younger than this knows more than VTEX's index. */
const INDEX_LAG_MS = 5 * MINUTE;
const TWO_DAYS = 48 * 60 * MINUTE;

/**
 * Looks for what both hook and feed missed: orders VTEX lists as recently created, authorised or invoiced
 * and that our record does not know, or knows in another status; then everything that waits in our own
 * record, and the positions where nothing happens. The list is an index that lags, so it only says which orders to
 * look at. A cursor is saved only after everything before it was dispatched.
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
  const cursors = await readCursors(services.store);
  const endMs = services.now();
  const seen = new Set<string>();
  for (const field of SWEPT_FIELDS) {
    const done = await sweepField({ seen, services, options, summary, cursors, field, endMs });
    if (!done) {
      summary.caughtUp = false;
      if (summary.failure) break;
    }
  }
  await logSweep(services.store, summary);
  return summary;
}

interface Run {
  /** Looked up in this run already: one order may be created, authorised and invoiced within it. */
  seen: Set<string>;
  services: SweepServices;
  options: SweepOptions;
  summary: SweepSummary;
  cursors: SweepCursors;
  field: SweptField;
  endMs: number;
}

/** True when the field is swept up to the end. */
async function sweepField(run: Run): Promise<boolean> {
  const { services, options, summary, cursors, field, endMs } = run;
  const listedBefore = summary.listed;
  const startMs = startOf(cursors[field], options, endMs);
  let fromMs = startMs;
  while (fromMs < endMs) {
    if (summary.listed - listedBefore >= (options.maxListed ?? 20_000)) return false;
    const toMs = Math.min(endMs, fromMs + STRETCH_MS);
    summary.failure = await sweepStretch(run, { from: instantOfMs(fromMs), to: instantOfMs(toMs) });
    if (summary.failure) return false;
    summary.share = shareOf(field, (toMs - startMs) / (endMs - startMs));
    await options.onProgress?.(summary);
    cursors[field] = instantOfMs(toMs);
    await saveCursors(services.store, cursors);
    fromMs = toMs;
  }
  return true;
}

function shareOf(field: SweptField, shareOfField: number): number {
  return (SWEPT_FIELDS.indexOf(field) + shareOfField) / SWEPT_FIELDS.length;
}

/** A cursor ahead of our clock (it was set back) must not stop the sweep until then. */
function startOf(cursor: Instant | undefined, options: SweepOptions, endMs: number): number {
  if (!cursor) return endMs - (options.firstLookBackMs ?? TWO_DAYS);
  return Math.min(msOfInstant(cursor), endMs) - Math.max(MIN_OVERLAP_MS, options.overlapMs ?? 0);
}

async function sweepStretch(run: Run, window: TimeWindow): Promise<VtexFailure | null> {
  const { vtex, store, dispatcher, now } = run.services;
  for await (const page of vtex.listOrders(run.field, window)) {
    if (!page.ok) {
      if (!isCutOff(page.failure)) return page.failure;
      const message = `The sweep cannot list every order: ${page.failure.message}`;
      await store.appendLog([listenerEntry('attention', message)]);
      continue;
    }
    const news: string[] = [];
    for (const listed of page.value) {
      if (run.seen.has(listed.orderId)) continue;
      run.seen.add(listed.orderId);
      if (await isNews(store, listed, now())) news.push(listed.orderId);
    }
    if (news.length > 0) await dispatcher.lookAtOrders(news.map(sweepNotification));
    run.summary.listed += page.value.length;
    run.summary.dispatched += news.length;
    await run.options.onProgress?.(run.summary);
  }
  return null;
}

/** More orders in one second than VTEX lists: waiting does not help, and the sweep must not stop there for ever. */
function isCutOff(failure: VtexFailure): boolean {
  return failure.kind === 'unreadable-answer' && failure.retry === 'never';
}

async function isNews(
  store: Pick<OrderStore, 'knownOrder'>,
  listed: ListedOrder,
  nowMs: number,
): Promise<boolean> {
  if (!takenOf(sweepNotification(listed.orderId)).lookAt) return false;
  const known = await store.knownOrder(listed.orderId);
  if (!known) return true;
  return known.order.status !== listed.status && known.readAtMs < nowMs - INDEX_LAG_MS;
}

/** A sweep that found nothing leaves no line. */
async function logSweep(store: LogStore, summary: SweepSummary): Promise<void> {
  const { failure, listed, dispatched, orders, positions, streams, caughtUp } = summary;
  const entries = [];
  if (dispatched + orders + positions + streams > 0) {
    const message = `The sweep found ${dispatched} orders that hook and feed missed, and started again ${orders} orders, ${positions} positions and ${streams} deliveries.`;
    entries.push(listenerEntry('ok', message, { listed, dispatched, orders, positions, streams, caughtUp }));
  }
  if (failure) entries.push(failureEntry('The sweep stopped and goes on at its next turn', failure));
  if (entries.length > 0) await store.appendLog(entries);
}

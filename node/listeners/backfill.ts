import type { OrderId } from '../core/id';
import { type Instant, instantOfMs, msOfInstant } from '../core/instant';
import { say } from '../core/said/say';
import type { LogStore, SettingStore } from '../store/store';
import {
  type BackfillPass,
  type BackfillState,
  readBackfill,
  saveBackfill,
  saveStop,
} from './backfill-state';
import { failureEntry, listenerEntry } from './services';
import { SWEPT_FIELDS } from './sweep-cursors';
import { type StretchServices, sweepStretch } from './sweep-stretch';

export interface BackfillServices extends Pick<StretchServices, 'vtex' | 'dispatcher' | 'now'> {
  store: StretchServices['store'] & SettingStore & LogStore;
  pause(ms: number): Promise<void>;
}

export interface BackfillWish {
  since: Instant | null;
  open: boolean;
}

export interface BackfillBounds {
  /** No further stretch is begun after this. */
  forMs: number;
  /** Nor once so many orders were handed over. */
  atMost?: number;
  /** False while enough orders wait to be looked at: the live ones among them must not wait behind thousands. */
  hasRoom?(): Promise<boolean>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** VTEX keeps orders listed for longer, but one that is older is no longer in handling. */
const OLDEST_OPEN_MS = 730 * DAY;
/** "List orders", `f_status`: what it can be asked for that is still under way. */
const OPEN_STATUSES = [
  'handling',
  'ready-for-handling',
  'waiting-for-sellers-confirmation',
  'payment-approved',
  'payment-pending',
];

const FIRST_STRETCH_MS = HOUR;
const SHORTEST_STRETCH_MS = 1_000;
/** A stretch with fewer is followed by one twice as long, one with more by one half as long. */
const FEW = 100;
const MANY = 1_000;
const WAIT_FOR_ROOM_MS = 1_000;

/** Begins a backfill; false when one goes on already. `who` is told in the log. */
export async function beginBackfill(
  { store, now }: Pick<BackfillServices, 'store' | 'now'>,
  { since, open }: BackfillWish,
  who: string,
): Promise<boolean> {
  const last = await readBackfill(store);
  if (last !== null && last.endedAtMs === null) return false;
  const nowMs = now();
  await store.appendLog([{ kind: 'admin', outcome: 'ok', ...say('backfill.begun', { who }) }]);
  await saveBackfill(store, {
    since,
    open,
    // Two within one millisecond are still two.
    startedAtMs: Math.max(nowMs, (last?.startedAtMs ?? 0) + 1),
    updatedAtMs: nowMs,
    endedAtMs: null,
    isStopped: false,
    untilMs: nowMs,
    passes: [...openPasses(open, nowMs), ...datedPasses(since, nowMs)],
    stretchMs: FIRST_STRETCH_MS,
    listed: 0,
    handedOver: 0,
    failure: null,
  });
  return true;
}

function openPasses(open: boolean, nowMs: number): BackfillPass[] {
  if (!open) return [];
  const fromMs = nowMs - OLDEST_OPEN_MS;
  return OPEN_STATUSES.map((status) => ({ field: 'creationDate', status, fromMs, upToMs: fromMs }));
}

function datedPasses(since: Instant | null, nowMs: number): BackfillPass[] {
  if (since === null) return [];
  const fromMs = Math.min(nowMs, msOfInstant(since));
  return SWEPT_FIELDS.map((field) => ({ field, status: null, fromMs, upToMs: fromMs }));
}

/** Ends the backfill that goes on, after the stretch it is at; false when none does. */
export async function stopBackfill({ store }: Pick<BackfillServices, 'store'>): Promise<boolean> {
  const state = await readBackfill(store);
  if (state === null || state.endedAtMs !== null) return false;
  await saveStop(store, state);
  return true;
}

/**
 * Goes on with the backfill, if there is one, within its bounds: 1. a stretch of one of VTEX's lists is read; 2. the
 * orders in it that are news are handed over; 3. how far that is, is written down. A process that dies between any
 * two lists one stretch again, and finds nothing new in it. To be called about once a minute, one call at a time.
 * Null: there was nothing to do.
 */
export async function runBackfill(
  services: BackfillServices,
  { forMs, atMost = Number.POSITIVE_INFINITY, hasRoom = async () => true }: BackfillBounds,
): Promise<BackfillState | null> {
  const { store, now } = services;
  const begunMs = now();
  const seen = new Set<OrderId>();
  let state = await readBackfill(store);
  if (state === null || state.endedAtMs !== null) return null;
  const atBegin = state.handedOver;
  while (state.endedAtMs === null) {
    const isOver = now() - begunMs >= forMs || state.handedOver - atBegin >= atMost;
    if (isOver) return state;
    if (!(await hasRoom())) {
      await services.pause(WAIT_FOR_ROOM_MS);
      continue;
    }
    const next = await nextStretch(services, state, seen);
    await saveBackfill(store, next);
    if (next.failure !== null) return next;
    // Read anew: somebody may have stopped it.
    state = (await readBackfill(store)) ?? next;
  }
  return state;
}

async function nextStretch(
  services: BackfillServices,
  state: BackfillState,
  seen: Set<OrderId>,
): Promise<BackfillState> {
  const { store, now } = services;
  const pass = state.passes.find(({ upToMs }) => upToMs < state.untilMs);
  if (pass === undefined) {
    const { listed, handedOver: dispatched } = state;
    const sentence = say('backfill.done', { listed, dispatched });
    await store.appendLog([listenerEntry('ok', sentence, { listed, dispatched })]);
    return { ...state, updatedAtMs: now(), endedAtMs: now() };
  }
  const toMs = Math.min(state.untilMs, pass.upToMs + state.stretchMs);
  const found = { listed: 0, dispatched: 0 };
  const failure = await sweepStretch(services, {
    field: pass.field,
    status: pass.status,
    window: { from: instantOfMs(pass.upToMs), to: instantOfMs(toMs) },
    seen,
    async onPage({ listed, dispatched }) {
      found.listed += listed;
      found.dispatched += dispatched;
    },
  });
  const counted = {
    ...state,
    updatedAtMs: now(),
    listed: state.listed + found.listed,
    handedOver: state.handedOver + found.dispatched,
  };
  if (failure !== null) {
    const { message, said } = failure;
    const isNews = state.failure?.message !== message;
    if (isNews) await store.appendLog([failureEntry(say('backfill.waits'), failure)]);
    const stretchMs = Math.max(SHORTEST_STRETCH_MS, Math.floor(state.stretchMs / 4));
    return { ...counted, stretchMs, failure: { message, said } };
  }
  return {
    ...counted,
    failure: null,
    stretchMs: toMs === state.untilMs ? FIRST_STRETCH_MS : lengthAfter(state.stretchMs, found.listed),
    passes: state.passes.map((one) => (one === pass ? { ...one, upToMs: toMs } : one)),
  };
}

function lengthAfter(stretchMs: number, listed: number): number {
  if (listed < FEW) return stretchMs * 2;
  return listed > MANY ? Math.max(SHORTEST_STRETCH_MS, Math.floor(stretchMs / 2)) : stretchMs;
}

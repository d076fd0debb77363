import type { Instant } from '../core/instant';
import type { Said } from '../core/said/said';
import type { SettingStore } from '../store/store';
import type { SweptField } from './sweep-cursors';

/** One list of VTEX's that is looked over, and how far that is. Epoch ms. */
export interface BackfillPass {
  field: SweptField;
  /** Only orders in this status; null: whatever theirs. */
  status: string | null;
  fromMs: number;
  /** Everything before it that VTEX listed was handed over. */
  upToMs: number;
}

/** A backfill, its wishes and its progress; kept in one setting, written after each stretch. Epoch ms. */
export interface BackfillState {
  /** Orders that were created, authorised or invoiced since; null: only open ones were asked for. */
  since: Instant | null;
  /** All that are still under way, however old. */
  open: boolean;
  /** Tells one backfill from another. */
  startedAtMs: number;
  updatedAtMs: number;
  /** Null while it goes on. */
  endedAtMs: number | null;
  isStopped: boolean;
  /** It looks no further than its own beginning: what came after is the listeners' business. */
  untilMs: number;
  passes: BackfillPass[];
  /** How long the next stretch is. */
  stretchMs: number;
  /** Orders that VTEX listed, and those of them that our record did not know or knew otherwise. */
  listed: number;
  handedOver: number;
  /** Why the last stretch failed; null when it did not. */
  failure: { message: string; said?: Said[] } | null;
}

type Settings = Pick<SettingStore, 'setting' | 'setSetting'>;

const KEY = 'listener.backfill';
/** `startedAtMs` of the backfill that is to stop; apart from the state, which somebody else is writing meanwhile. */
const STOP_KEY = 'listener.backfill-stop';

/** Written only here, so the shape is taken as it is; null when none was ever begun. */
export async function readBackfill(store: Pick<Settings, 'setting'>): Promise<BackfillState | null> {
  const state = ((await store.setting(KEY)) ?? null) as BackfillState | null;
  if (state === null || state.endedAtMs !== null) return state;
  const isStopped = (await store.setting(STOP_KEY)) === state.startedAtMs;
  return isStopped ? { ...state, isStopped, endedAtMs: state.updatedAtMs } : state;
}

export const saveBackfill = (store: Settings, state: BackfillState) => store.setSetting(KEY, state);

export const saveStop = (store: Settings, { startedAtMs }: BackfillState) =>
  store.setSetting(STOP_KEY, startedAtMs);

/** How much of the time to be looked over is done, from 0 to 1. */
export function shareOf({ passes, untilMs }: BackfillState): number {
  const sum = (lengthOf: (pass: BackfillPass) => number) =>
    passes.reduce((total, pass) => total + lengthOf(pass), 0);
  const wholeMs = sum(({ fromMs }) => untilMs - fromMs);
  return wholeMs === 0 ? 1 : sum(({ fromMs, upToMs }) => upToMs - fromMs) / wholeMs;
}

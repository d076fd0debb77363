import type { Said } from '../core/said/said';
import type { SettingStore } from './store';

/** Keys under which the listeners leave what the overview shows. */
export const LISTENER_KEYS = {
  hook: 'listener.hook',
  feed: 'listener.feed',
  sweep: 'listener.sweep',
  problems: 'vtex.problems',
  rights: 'vtex.rights',
} as const;

/** All times are epoch ms by our own clock; messages are one sentence, without secrets, and `said` is one in parts. */
export interface HookState {
  checkedAtMs: number;
  /**
   * `off`: no public address is set, or Holdfast was unregistered. `repaired`: it was missing or different and was
   * registered again. `foreign`: it is somebody else's, and left alone.
   */
  outcome: 'registered' | 'repaired' | 'foreign' | 'failed' | 'off';
  message: string | null;
  said?: Said[];
}

export interface FeedState {
  /** When it was looked at last. */
  drainedAtMs: number;
  /** `off`: Holdfast was unregistered. `foreign`: it is somebody else's, neither changed nor read. */
  outcome: 'drained' | 'foreign' | 'failed' | 'off';
  /** Items of the last drain. */
  items: number;
  /** Left in the feed, and the age of the oldest, where VTEX says. */
  waiting: number | null;
  oldestAgeSeconds: number | null;
  message: string | null;
  said?: Said[];
}

export interface SweepState {
  sweptAtMs: number;
  outcome: 'swept' | 'failed';
  /** Orders it asked to look at. */
  orders: number;
  message: string | null;
  said?: Said[];
}

/** A VTEX endpoint that fails in a way a person should know of. */
export interface VtexProblem {
  /** As in `VtexFailure.endpoint`. */
  endpoint: string;
  kind: string;
  status: number | null;
  missingResource: string | null;
  message: string;
  said?: Said[];
  sinceMs: number;
  lastMs: number;
}

/** Whether the app key may change stock, as it was last asked; see `node/listeners/check-rights.ts`. */
export interface RightsState {
  checkedAtMs: number;
  /** When the answer became this one. */
  sinceMs: number;
  outcome: 'granted' | 'missing';
  /** Names of the resources of which one is missing; null when granted. */
  missingResource: string | null;
}

export interface ListenerState {
  hook: HookState | null;
  feed: FeedState | null;
  sweep: SweepState | null;
  problems: VtexProblem[];
  /** Null: VTEX has not answered yet. */
  rights: RightsState | null;
}

export const saveHookState = (store: SettingStore, state: HookState) =>
  store.setSetting(LISTENER_KEYS.hook, state);
export const saveFeedState = (store: SettingStore, state: FeedState) =>
  store.setSetting(LISTENER_KEYS.feed, state);
export const saveSweepState = (store: SettingStore, state: SweepState) =>
  store.setSetting(LISTENER_KEYS.sweep, state);
export const saveProblems = (store: SettingStore, problems: VtexProblem[]) =>
  store.setSetting(LISTENER_KEYS.problems, problems);

export const saveRights = (store: SettingStore, state: RightsState) =>
  store.setSetting(LISTENER_KEYS.rights, state);

/** Written only by the functions above, so the shapes are taken as they are; absent is null. */
export async function readListenerState(store: Pick<SettingStore, 'setting'>): Promise<ListenerState> {
  const [hook, feed, sweep, problems, rights] = await Promise.all([
    store.setting(LISTENER_KEYS.hook),
    store.setting(LISTENER_KEYS.feed),
    store.setting(LISTENER_KEYS.sweep),
    store.setting(LISTENER_KEYS.problems),
    store.setting(LISTENER_KEYS.rights),
  ]);
  return {
    hook: (hook ?? null) as HookState | null,
    feed: (feed ?? null) as FeedState | null,
    sweep: (sweep ?? null) as SweepState | null,
    problems: Array.isArray(problems) ? (problems as VtexProblem[]) : [],
    rights: (rights ?? null) as RightsState | null,
  };
}

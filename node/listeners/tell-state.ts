import type { VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import { HOOK_STATUSES } from '../core/order/order-status';
import { say } from '../core/said/say';
import { type FeedState, type HookState, saveFeedState } from '../store/listener-state';
import type { SettingStore } from '../store/store';
import { type DrainOptions, type DrainServices, drainFeed } from './drain-feed';
import { ensureFeed, foreignFeed } from './keep-feed';
import { foreignHook, type HookOutcome } from './keep-hook';

type HookTold = Pick<HookState, 'outcome' | 'message' | 'said'>;

/** What the overview shows of the hook's last check. */
export function hookToldOf(outcome: HookOutcome): HookTold {
  switch (outcome.kind) {
    case 'unchanged':
    case 'registered':
      return { outcome: 'registered', message: null };
    case 'repaired':
      return { outcome: 'repaired', message: `It differed: ${outcome.differed.join(', ')}.` };
    case 'taken-over':
      return { outcome: 'repaired', ...say('hook.taken-over', { address: outcome.told }) };
    case 'foreign':
      return { outcome: 'foreign', ...foreignHook(outcome.told) };
    case 'stopped':
      return { outcome: 'off', ...say('listener.stopped') };
    case 'refused':
      return { outcome: 'failed', message: outcome.reason };
    case 'failed':
      return { outcome: 'failed', message: outcome.failure.message, said: outcome.failure.said };
  }
}

export interface FeedTurn {
  outcome: FeedState['outcome'];
  read: number;
  dispatched: number;
  failure: VtexFailure | null;
  message: string | null;
}

export interface FeedServices extends DrainServices {
  vtex: DrainServices['vtex'] & Pick<VtexApi, 'getFeedConfig' | 'saveFeedConfig'>;
  store: DrainServices['store'] & SettingStore;
  now(): number;
}

/**
 * Looks whose the feed is and whether it is as wanted, reads what it kept when it is ours, and leaves what became
 * of it for the overview.
 */
export async function readFeedAndTell(
  services: FeedServices,
  takeOver: boolean,
  options: DrainOptions = {},
): Promise<FeedTurn> {
  const turn = await readOwnFeed(services, takeOver, options);
  const { outcome, read, failure, message, said } = turn;
  await saveFeedState(services.store, {
    drainedAtMs: services.now(),
    outcome,
    items: read,
    waiting: null,
    oldestAgeSeconds: null,
    message,
    said: said ?? failure?.said,
  });
  return turn;
}

const NOTHING_READ = { read: 0, dispatched: 0, failure: null };

async function readOwnFeed(
  services: FeedServices,
  takeOver: boolean,
  options: DrainOptions,
): Promise<FeedTurn & Pick<FeedState, 'said'>> {
  const kept = await ensureFeed(services, { statuses: HOOK_STATUSES }, takeOver);
  switch (kept.kind) {
    case 'foreign':
      return { ...NOTHING_READ, outcome: 'foreign', ...foreignFeed(kept.told) };
    case 'stopped':
      return { ...NOTHING_READ, outcome: 'off', ...say('listener.stopped') };
    case 'failed':
      return { ...NOTHING_READ, outcome: 'failed', failure: kept.failure, message: kept.failure.message };
    default: {
      const { read, dispatched, failure } = await drainFeed(services, options);
      const outcome = failure === null ? 'drained' : 'failed';
      return { outcome, read, dispatched, failure, message: failure?.message ?? null };
    }
  }
}

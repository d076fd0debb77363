import { NAMES_FOR_OWN_KEY } from '../clients/vtex/resources';
import type { FeedConfig, VtexApi } from '../clients/vtex/vtex-api';
import { say, together } from '../core/said/say';
import { readListenerState } from '../store/listener-state';
import type { OwnFeed } from '../store/own-listeners';
import type { LogStore, SettingStore } from '../store/store';
import { type KeptOutcome, keepOwn, type Listener } from './keep-own';
import { failureEntry, listenerEntry } from './services';
import { fromWorkflow, isSameFilter } from './workflow-filter';

export interface WantedFeed {
  statuses: readonly string[];
  /** How long a read item stays hidden before it comes back uncommitted. */
  visibilityTimeoutSeconds?: number;
  /** VTEX allows 4 to 14 days. */
  messageRetentionSeconds?: number;
}

/** `differed` of one that was repaired: `filter`, `visibility time-out`, `retention`. */
export type FeedOutcome = KeptOutcome;

const FOUR_MINUTES = 240;
const FOUR_DAYS = 345_600;
const STATUSES_TOLD = 4;

/**
 * Configures Feed v3 where it is missing, and repairs ours where it is different; before each reading, since one
 * that is not ours must not be read: what we commit, its owner never sees. The feed is the backstop of the hook;
 * VTEX deletes its configuration when nothing new arrives during the retention period.
 */
export async function ensureFeed(
  services: { vtex: Pick<VtexApi, 'getFeedConfig' | 'saveFeedConfig'>; store: LogStore & SettingStore },
  { statuses, visibilityTimeoutSeconds = FOUR_MINUTES, messageRetentionSeconds = FOUR_DAYS }: WantedFeed,
  takeOver: boolean,
): Promise<FeedOutcome> {
  const { vtex, store } = services;
  const wanted: OwnFeed = {
    statuses: [...statuses],
    visibilityTimeoutSeconds,
    messageRetentionSeconds,
  };
  const { statuses: _, ...queue } = wanted;
  const outcome = await keepOwn(
    store,
    {
      ...feedAt(vtex),
      own: wanted,
      save: () => vtex.saveFeedConfig({ filter: fromWorkflow(statuses), ...queue }),
      differencesOf: (found) => differencesOf(found, wanted),
    },
    takeOver,
  );
  const entry = entryOf(outcome);
  if (entry && !(await wasSaidBefore(store, outcome))) await store.appendLog([entry]);
  return outcome;
}

/** The feed of this app key; ours is as we wrote it. */
export function feedAt(vtex: Pick<VtexApi, 'getFeedConfig'>): Listener<FeedConfig, OwnFeed> {
  return {
    name: 'feed',
    read: () => vtex.getFeedConfig(),
    isOwn: (found, written) => written.some((own) => differencesOf(found, own).length === 0),
    tell({ filter: { type, status } }) {
      const more = status.length > STATUSES_TOLD ? ', …' : '';
      const statuses = status.length === 0 ? '' : ` (${status.slice(0, STATUSES_TOLD).join(', ')}${more})`;
      return `${type}${statuses}`;
    },
  };
}

/** A queue setting VTEX does not tell is taken as it should be: else it would be saved again every minute. */
function differencesOf(current: FeedConfig, wanted: OwnFeed): string[] {
  const differs = (told: number | null, want: number) => told !== null && told !== want;
  const differed: string[] = [];
  if (!isSameFilter(current.filter, wanted.statuses)) differed.push('filter');
  if (differs(current.visibilityTimeoutSeconds, wanted.visibilityTimeoutSeconds))
    differed.push('visibility time-out');
  if (differs(current.messageRetentionSeconds, wanted.messageRetentionSeconds)) differed.push('retention');
  return differed;
}

/** It is looked at every minute; that it is still somebody else's is no news. */
async function wasSaidBefore(store: SettingStore, { kind }: FeedOutcome): Promise<boolean> {
  return kind === 'foreign' && (await readListenerState(store)).feed?.outcome === 'foreign';
}

export function foreignFeed(told: string) {
  return together(
    say('feed.foreign', { filter: told }),
    say('listener.way-out', { resources: NAMES_FOR_OWN_KEY }),
  );
}

function entryOf(outcome: FeedOutcome) {
  switch (outcome.kind) {
    case 'unchanged':
    case 'stopped':
      return null;
    case 'registered':
      return listenerEntry('ok', say('feed.configured'));
    case 'repaired':
      return listenerEntry('ok', say('feed.repaired', { differed: outcome.differed }));
    case 'foreign':
      return listenerEntry('attention', foreignFeed(outcome.told));
    case 'taken-over':
      return listenerEntry('ok', say('feed.taken-over', { filter: outcome.told }));
    case 'failed':
      return failureEntry(say('feed.not-checked'), outcome.failure);
  }
}

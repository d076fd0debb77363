import type { FeedConfig, VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import { say } from '../core/said/say';
import type { LogStore } from '../store/store';
import { failureEntry, listenerEntry } from './services';
import { fromWorkflow, isSameFilter } from './workflow-filter';

export interface WantedFeed {
  statuses: readonly string[];
  /** How long a read item stays hidden before it comes back uncommitted. */
  visibilityTimeoutSeconds?: number;
  /** VTEX allows 4 to 14 days. */
  messageRetentionSeconds?: number;
}

export type FeedOutcome =
  | { kind: 'unchanged' }
  | { kind: 'registered' }
  | { kind: 'repaired'; differed: string[] }
  | { kind: 'failed'; failure: VtexFailure };

const FOUR_MINUTES = 240;
const FOUR_DAYS = 345_600;

/**
 * Configures Feed v3 where it is missing or different. The feed is the backstop of the hook; VTEX deletes
 * its configuration when nothing new arrives during the retention period.
 */
export async function ensureFeed(
  services: { vtex: Pick<VtexApi, 'getFeedConfig' | 'saveFeedConfig'>; store: LogStore },
  { statuses, visibilityTimeoutSeconds = FOUR_MINUTES, messageRetentionSeconds = FOUR_DAYS }: WantedFeed,
): Promise<FeedOutcome> {
  const outcome = await checkAndSave(services.vtex, {
    statuses,
    visibilityTimeoutSeconds,
    messageRetentionSeconds,
  });
  const entry = entryOf(outcome);
  if (entry) await services.store.appendLog([entry]);
  return outcome;
}

async function checkAndSave(
  vtex: Pick<VtexApi, 'getFeedConfig' | 'saveFeedConfig'>,
  wanted: Required<WantedFeed>,
): Promise<FeedOutcome> {
  const current = await vtex.getFeedConfig();
  if (!current.ok) return { kind: 'failed', failure: current.failure };
  const differed = current.value ? differencesOf(current.value, wanted) : [];
  if (current.value && differed.length === 0) return { kind: 'unchanged' };
  const { statuses, ...queue } = wanted;
  const saved = await vtex.saveFeedConfig({ filter: fromWorkflow(statuses), ...queue });
  if (!saved.ok) return { kind: 'failed', failure: saved.failure };
  return current.value ? { kind: 'repaired', differed } : { kind: 'registered' };
}

/** A queue setting VTEX does not tell is taken as it should be: else it would be saved again every hour. */
function differencesOf(current: FeedConfig, wanted: Required<WantedFeed>): string[] {
  const differs = (told: number | null, want: number) => told !== null && told !== want;
  const differed: string[] = [];
  if (!isSameFilter(current.filter, wanted.statuses)) differed.push('filter');
  if (differs(current.visibilityTimeoutSeconds, wanted.visibilityTimeoutSeconds))
    differed.push('visibility time-out');
  if (differs(current.messageRetentionSeconds, wanted.messageRetentionSeconds)) differed.push('retention');
  return differed;
}

function entryOf(outcome: FeedOutcome) {
  switch (outcome.kind) {
    case 'unchanged':
      return null;
    case 'registered':
      return listenerEntry('ok', say('feed.configured'));
    case 'repaired':
      return listenerEntry('ok', say('feed.repaired', { differed: outcome.differed }));
    case 'failed':
      return failureEntry(say('feed.not-checked'), outcome.failure);
  }
}

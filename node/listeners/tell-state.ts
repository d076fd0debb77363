import { type HookState, saveFeedState } from '../store/listener-state';
import type { SettingStore } from '../store/store';
import { type DrainOptions, type DrainServices, type DrainSummary, drainFeed } from './drain-feed';
import type { HookOutcome } from './keep-hook';

/** What the overview shows of the hook's last check. */
export function hookToldOf(outcome: HookOutcome): Pick<HookState, 'outcome' | 'message' | 'said'> {
  switch (outcome.kind) {
    case 'unchanged':
    case 'registered':
      return { outcome: 'registered', message: null };
    case 'repaired':
      return { outcome: 'repaired', message: `It differed: ${outcome.differed.join(', ')}.` };
    case 'refused':
      return { outcome: 'failed', message: outcome.reason };
    case 'failed':
      return { outcome: 'failed', message: outcome.failure.message, said: outcome.failure.said };
  }
}

/** Reads what the feed kept, and leaves what became of it for the overview. */
export async function drainAndTell(
  services: DrainServices & { store: SettingStore; now(): number },
  options: DrainOptions = {},
): Promise<DrainSummary> {
  const summary = await drainFeed(services, options);
  await saveFeedState(services.store, {
    drainedAtMs: services.now(),
    outcome: summary.failure === null ? 'drained' : 'failed',
    items: summary.read,
    waiting: null,
    oldestAgeSeconds: null,
    message: summary.failure?.message ?? null,
    said: summary.failure?.said,
  });
  return summary;
}

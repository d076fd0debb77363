import { type SafetyFacts, safeToExecute } from '../core/execute/safe-to-execute';
import { instantOfMs } from '../core/instant';
import { say } from '../core/said/say';
import type { ListenerState } from '../store/listener-state';
import type { ReportSummary } from '../store/reconciliation';
import type { ErpHealth, OverviewFacts } from './ports';
import type { Overview } from './schemas/overview';

/** Whether updates may be left to run by themselves, item by item, and the way back. */
export function describeSafety(
  facts: OverviewFacts,
  erp: ErpHealth,
  lastComparison: ReportSummary | null,
  nowMs: number,
): Overview['execute'] {
  const { listeners, removals, failedRemovals, watermarkTrust, parked } = facts;
  const judged = safeToExecute({
    nowMs,
    provenUpdates: removals.executed,
    failedUpdates: failedRemovals,
    watermarkTrust,
    lastComparison: lastComparison && {
      startedAtMs: lastComparison.startedAtMs,
      startedAt: instantOfMs(lastComparison.startedAtMs),
      compared: lastComparison.compared,
      unexplained: lastComparison.unexplained,
    },
    ...listenerFacts(listeners),
    erp: erp && { healthy: erp.healthy, parked },
  });
  return { ...judged, wayBack: say('safe.way-back') };
}

function listenerFacts({ rights, hook, feed }: ListenerState): Pick<SafetyFacts, 'rights' | 'hook' | 'feed'> {
  return {
    rights:
      rights?.outcome === 'missing'
        ? { outcome: 'missing', missingResource: rights.missingResource ?? '' }
        : rights && { outcome: 'granted' },
    hook: hook && hookWord(hook.outcome),
    feed: feed && { outcome: feed.outcome === 'drained' ? 'drained' : 'failed', atMs: feed.drainedAtMs },
  };
}

/** Whatever is neither in order nor switched off needs somebody. */
function hookWord(outcome: string): 'fine' | 'failed' | 'off' {
  if (outcome === 'registered' || outcome === 'repaired') return 'fine';
  return outcome === 'off' ? 'off' : 'failed';
}

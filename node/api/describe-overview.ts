import type { ReportSummary } from '../store/reconciliation';
import { describeProblems } from './describe-problems';
import { describeSafety } from './describe-safety';
import type { ErpHealth, OverviewFacts } from './ports';
import { isoOf } from './schemas/fields';
import type { Overview } from './schemas/overview';
import type { SettingsView } from './schemas/settings';

export function describeOverview(
  facts: OverviewFacts,
  erp: ErpHealth,
  settings: SettingsView,
  nowMs: number,
  lastComparison: ReportSummary | null = null,
): Overview {
  const { executed, units, lastAtMs, protectedReservations } = facts.removals;
  return {
    account: settings.account,
    mode: settings.mode,
    listeners: describeListeners(facts),
    erp: {
      connector: erp?.connector ?? null,
      healthy: erp?.healthy ?? null,
      note: erp?.note ?? null,
      lastAttempt: facts.lastAttempt,
      pending: facts.pending,
      parked: facts.parked,
      oldestPendingAt: isoOrNull(facts.oldestPendingAtMs),
    },
    backlog: facts.backlog,
    errorsLastHour: facts.errorsLastHour,
    reservations: facts.reservations,
    protectedReservations,
    protectedNow: facts.protectedNow ?? null,
    removals: { executed, units, lastAt: isoOrNull(lastAtMs) },
    waitingForPerson: facts.waitingForPerson,
    watermarkTrust: facts.watermarkTrust,
    problems: describeProblems(facts, erp, nowMs),
    execute: describeSafety(facts, erp, lastComparison, nowMs),
  };
}

function describeListeners({ listeners, lastEventAtMs }: OverviewFacts): Overview['listeners'] {
  const { hook, feed, sweep } = listeners;
  return {
    hook: hook && { outcome: hook.outcome, checkedAt: isoOf(hook.checkedAtMs), message: hook.message },
    feed: feed && {
      outcome: feed.outcome,
      drainedAt: isoOf(feed.drainedAtMs),
      items: feed.items,
      waiting: feed.waiting,
      oldestAgeSeconds: feed.oldestAgeSeconds,
      message: feed.message,
    },
    sweep: sweep && {
      outcome: sweep.outcome,
      sweptAt: isoOf(sweep.sweptAtMs),
      orders: sweep.orders,
      message: sweep.message,
    },
    lastEventAt: isoOrNull(lastEventAtMs),
  };
}

function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : isoOf(epochMs);
}

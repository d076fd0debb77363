import React from 'react';
import type { Client } from '../../api/client';
import type { Failure, Outcome } from '../../api/outcome';
import type { Decisions, Plan } from '../../api/types/plan';
import { isOver } from './decidable';

/** Something a person decided here, and what has become of it since. */
export interface Decided {
  plan: Plan;
  /** Why it could not be decided; null when it was. */
  refused: string | null;
  wanted: 'approve' | 'dismiss';
}

const EVERY_MS = 1000;

/**
 * Approves and dismisses, and keeps what was decided in sight until it is over: the list drops a plan as soon
 * as it waits for nobody. `changed` is called when a list may look different: after a decision, and when what
 * was decided is over.
 */
export function useDecisions(client: Client, changed: () => void) {
  const [decided, setDecided] = React.useState<readonly Decided[]>([]);
  const [failure, setFailure] = React.useState<Failure | null>(null);
  const [isBusy, setBusy] = React.useState(false);
  // The list of now: another view may have been opened while the answer was on its way.
  const newestChanged = React.useRef(changed);
  newestChanged.current = changed;

  const decide = async (
    wanted: Decided['wanted'],
    plans: readonly Plan[],
    post: (planIds: string[]) => Promise<Outcome<Decisions>>,
  ) => {
    setBusy(true);
    setFailure(null);
    const outcome = await post(plans.map(({ planId }) => planId));
    setBusy(false);
    if (outcome.kind === 'failure') setFailure(outcome);
    if (outcome.kind !== 'answer') return false;
    setDecided((before) => merged(before, wanted, plans, outcome.answer));
    newestChanged.current();
    return true;
  };

  const approve = (plans: readonly Plan[]) =>
    decide('approve', plans, (planIds) => client.post<Decisions>('/recommendations/approve', { planIds }));
  const dismiss = (plans: readonly Plan[], reason: string) =>
    decide('dismiss', plans, (planIds) =>
      client.post<Decisions>('/recommendations/dismiss', { planIds, reason }),
    );

  const running = decided.filter(({ plan, refused }) => refused === null && !isOver(plan));
  usePolling(client, running, (plan) => {
    setDecided((before) => before.map((one) => (one.plan.planId === plan.planId ? { ...one, plan } : one)));
    if (isOver(plan)) newestChanged.current();
  });
  return { decided, failure, isBusy, approve, dismiss, clear: () => setDecided([]) };
}

/** The newest decisions first; a plan decided again takes the place of its older decision. */
function merged(
  before: readonly Decided[],
  wanted: Decided['wanted'],
  plans: readonly Plan[],
  { results }: Decisions,
): Decided[] {
  const fresh = plans.map((plan) => {
    const result = results.find(({ planId }) => planId === plan.planId);
    const state = result?.state ?? plan.state;
    const refused = result?.done === false ? (result.error ?? '') : null;
    return { plan: { ...plan, state }, refused, wanted };
  });
  const isFresh = new Set(plans.map(({ planId }) => planId));
  return [...fresh, ...before.filter(({ plan }) => !isFresh.has(plan.planId))];
}

function usePolling(client: Client, running: readonly Decided[], update: (plan: Plan) => void): void {
  const newest = React.useRef(update);
  newest.current = update;
  const ids = running.map(({ plan }) => plan.planId).join(' ');
  React.useEffect(() => {
    if (ids === '') return undefined;
    const abort = new AbortController();
    const read = async (planId: string) => {
      const path = `/recommendations/${encodeURIComponent(planId)}`;
      const outcome = await client.get<Plan>(path, {}, abort.signal);
      if (outcome.kind === 'answer' && !abort.signal.aborted) newest.current(outcome.answer);
    };
    const timer = window.setInterval(() => ids.split(' ').forEach((planId) => void read(planId)), EVERY_MS);
    return () => {
      abort.abort();
      window.clearInterval(timer);
    };
  }, [client, ids]);
}

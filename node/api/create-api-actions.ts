import { replayDelivery, replayPage } from '../deliver/replay-deliveries';
import { type RetryServices, retryAllParked, retryDelivery } from '../deliver/retry-delivery';
import { beginBackfill, stopBackfill } from '../listeners/backfill';
import { readBackfill } from '../listeners/backfill-state';
import { unregister } from '../listeners/unregister';
import type { ChainServices } from '../middlewares/chain-services';
import { approvePlan, type DecisionOutcome } from '../removal/approve-plan';
import { dismissPlan } from '../removal/dismiss-plan';
import { foresee } from '../removal/what-if';
import type { ActionResult, ApiActions, DecisionResult } from './ports';

export interface ApiActionsOptions {
  services: ChainServices;
  retry: RetryServices;
  registerHook(): Promise<ActionResult>;
  sweep(): Promise<ActionResult>;
  /** Asks for the work of a backfill that was begun; absent where the clock soon does it. */
  askForBackfill?(): Promise<void>;
}

/** What the admin API does, by the functions that the chain and the jobs use too. */
export function createApiActions(options: ApiActionsOptions): ApiActions {
  const { services, retry, registerHook, sweep } = options;
  return {
    approve: async (planId, by) => resultOf(await approvePlan(services, planId, by)),
    dismiss: async (planId, by) => resultOf(await dismissPlan(services, planId, by)),
    retryDelivery: (deliveryId, who) => retryDelivery(retry, deliveryId, who),
    retryAllParked: (who) => retryAllParked(retry, who),
    replayDelivery: async (deliveryId, who) =>
      services.settings.mirrorOn ? replayDelivery(services, deliveryId, who) : { kind: 'no-erp' },
    replayDeliveries: async (wanted, after, who) =>
      services.settings.mirrorOn
        ? { kind: 'replayed', ...(await replayPage(services, wanted, after, who)) }
        : { kind: 'no-erp' },
    registerHook,
    sweep,
    async beginBackfill(wish, who) {
      const isBegun = await beginBackfill(services, wish, who);
      if (isBegun) await options.askForBackfill?.();
      return isBegun;
    },
    stopBackfill: () => stopBackfill(services),
    backfillState: () => readBackfill(services.store),
    unregister: (how) => unregister(services, how),
    whatIf: (position, write) => foresee(services, position, write),
  };
}

function resultOf(outcome: DecisionOutcome): DecisionResult {
  if (outcome.kind === 'not-found') return outcome;
  const { state } = outcome.plan;
  switch (outcome.kind) {
    case 'decided':
      return { kind: 'decided', state };
    case 'not-waiting':
      return {
        kind: 'refused',
        state,
        why: `The recommendation does not wait for a decision: it is ${state}.`,
      };
    case 'nothing-to-run':
      return {
        kind: 'refused',
        state,
        why: 'There is nothing that approving could run: it only reports what a person has to look at.',
      };
  }
}

import { replayDelivery, replayPage } from '../deliver/replay-deliveries';
import { type RetryServices, retryAllParked, retryDelivery } from '../deliver/retry-delivery';
import { approvePlan, type DecisionOutcome } from '../removal/approve-plan';
import { dismissPlan } from '../removal/dismiss-plan';
import type { ChainServices } from '../services/chain-services';
import type { ActionResult, ApiActions, DecisionResult } from './ports';

export interface ApiActionsOptions {
  services: ChainServices;
  retry: RetryServices;
  registerHook(): Promise<ActionResult>;
  sweep(): Promise<ActionResult>;
}

/** What the admin API does, by the functions that the chain and the jobs use too. */
export function createApiActions({ services, retry, registerHook, sweep }: ApiActionsOptions): ApiActions {
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

import { type RetryServices, retryAllParked, retryDelivery } from '../deliver/retry-delivery';
import { tellUnregistered, type Unregistered, unregister } from '../listeners/unregister';
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
    registerHook,
    unregister: async () => unregisteredOf(await unregister(services)),
    sweep,
  };
}

function unregisteredOf(outcome: Unregistered): ActionResult {
  const said = tellUnregistered(outcome);
  const isDone = outcome.hook.kind !== 'failed' && outcome.feed.kind !== 'failed';
  return isDone ? { kind: 'done', ...said } : { kind: 'failed', message: said.message };
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

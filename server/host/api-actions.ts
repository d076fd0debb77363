import { type RetryServices, retryAllParked, retryDelivery } from '@holdfast/node/deliver/retry-delivery';
import { approvePlan, type DecisionOutcome } from '@holdfast/node/removal/approve-plan';
import { dismissPlan } from '@holdfast/node/removal/dismiss-plan';
import type { Pool } from 'pg';
import type { ApiActions, DecisionResult } from '../http/api/ports';
import { addJobNoLaterThan } from '../jobs/job-queries';
import type { JobServices } from '../jobs/job-services';
import { taskName } from '../jobs/task-names';
import { keepHook } from '../jobs/tasks/listen';
import { createRetryStore } from '../postgres/queries/retry-store';

/** What an admin can do; long work is asked for as a job. */
export function apiActions(services: JobServices, pool: Pool): ApiActions {
  const { account, dispatcher, now } = services;
  const retry: RetryServices = { store: createRetryStore(pool, account), dispatcher, now };
  return {
    approve: async (planId, by) => resultOf(await approvePlan(services, planId, by)),
    dismiss: async (planId, by) => resultOf(await dismissPlan(services, planId, by)),
    retryDelivery: (deliveryId, who) => retryDelivery(retry, deliveryId, who),
    retryAllParked: (who) => retryAllParked(retry, who),
    async registerHook() {
      const { outcome, message } = await keepHook(services);
      if (outcome === 'registered' || outcome === 'repaired')
        return { kind: 'done', message: 'The order hook is registered.' };
      return { kind: 'failed', message: message ?? 'The order hook could not be registered.' };
    },
    async sweep() {
      const key = taskName('sweep', account);
      await addJobNoLaterThan(services.pool, {
        task: 'sweep',
        account,
        key,
        payload: {},
        notBeforeMs: now(),
      });
      return { kind: 'done', message: 'A sweep was asked for; what it finds is in the log.' };
    },
  };
}

function resultOf(outcome: DecisionOutcome): DecisionResult {
  switch (outcome.kind) {
    case 'decided':
      return { kind: 'decided', state: outcome.plan.state };
    case 'not-found':
      return { kind: 'not-found' };
    case 'not-waiting':
      return {
        kind: 'refused',
        state: outcome.plan.state,
        why: 'The plan does not wait for a decision any more.',
      };
    case 'nothing-to-run':
      return {
        kind: 'refused',
        state: outcome.plan.state,
        why: 'The plan only reports something; there is nothing to run.',
      };
  }
}

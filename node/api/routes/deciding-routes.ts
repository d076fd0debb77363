import type { PlanId } from '../../core/id';
import type { ApiDeps, DecisionResult } from '../ports';
import { answered, failed, type Reply, type Route, route } from '../route';
import {
  approveBody,
  approveManyBody,
  decided,
  decidedMany,
  dismissBody,
  dismissManyBody,
} from '../schemas/decision';
import { type PlanView, planParams } from '../schemas/plan';

const UNKNOWN = 'There is no such recommendation.';

export function decidingRoutes({ actions }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/recommendations/{planId}/approve',
      summary: 'Says yes: the position is planned again, and runs when the plan still says the same',
      params: planParams,
      body: approveBody,
      answerName: 'Decision',
      answer: decided,
      failures: [404, 409],
      need: 'approver',
      handle: async ({ params, body, caller: { who } }) =>
        one(params.planId, await actions.approve(params.planId, { who, note: body.note ?? null })),
    }),
    route({
      method: 'post',
      path: '/recommendations/{planId}/dismiss',
      summary: 'Says no: not proposed again while the facts stay the same',
      params: planParams,
      body: dismissBody,
      answerName: 'Decision',
      answer: decided,
      failures: [404, 409],
      need: 'approver',
      handle: async ({ params, body, caller: { who } }) =>
        one(params.planId, await actions.dismiss(params.planId, { who, note: body.reason })),
    }),
    route({
      method: 'post',
      path: '/recommendations/approve',
      summary: 'Approves several; each is decided by itself',
      body: approveManyBody,
      answerName: 'Decisions',
      answer: decidedMany,
      need: 'approver',
      handle: ({ body, caller: { who } }) =>
        many(body.planIds, (planId) => actions.approve(planId, { who, note: body.note ?? null })),
    }),
    route({
      method: 'post',
      path: '/recommendations/dismiss',
      summary: 'Dismisses several; each is decided by itself',
      body: dismissManyBody,
      answerName: 'Decisions',
      answer: decidedMany,
      need: 'approver',
      handle: ({ body, caller: { who } }) =>
        many(body.planIds, (planId) => actions.dismiss(planId, { who, note: body.reason })),
    }),
  ];
}

function one(planId: PlanId, result: DecisionResult): Reply<{ planId: PlanId; state: PlanView['state'] }> {
  if (result.kind === 'not-found') return failed(404, UNKNOWN);
  return result.kind === 'refused' ? failed(409, result.why) : answered({ planId, state: result.state });
}

async function many(planIds: readonly PlanId[], decide: (planId: PlanId) => Promise<DecisionResult>) {
  const results: { planId: PlanId; done: boolean; state: PlanView['state'] | null; error: string | null }[] =
    [];
  for (const planId of new Set(planIds)) {
    const result = await decide(planId);
    if (result.kind === 'decided') results.push({ planId, done: true, state: result.state, error: null });
    else if (result.kind === 'refused')
      results.push({ planId, done: false, state: result.state, error: result.why });
    else results.push({ planId, done: false, state: null, error: UNKNOWN });
  }
  return answered({ results });
}

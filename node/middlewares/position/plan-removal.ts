import { positionName } from '../../core/gate/sentence-parts';
import { makePlan } from '../../removal/plan-position';
import { resumeRemoval } from '../../removal/resume-removal';
import { again, BUSY_MS, worse } from '../outcome';
import type { PositionMiddleware } from './context';

/**
 * Plans the position under its lease, which is held until `executeRemoval` is done: what runs there is therefore what
 * was planned a moment ago, and nobody else has written in between. An update whose outcome is unknown is read back
 * before anything new is planned.
 */
export const planRemoval: PositionMiddleware = async (ctx, next) => {
  const { services, position } = ctx;
  const lease = await services.store.lockPosition(position);
  if (lease === null) {
    ctx.outcome = again(BUSY_MS, `${positionName(position)} is being worked on`);
    return;
  }
  ctx.lease = lease;
  try {
    const current = await services.store.currentPlan(position);
    if (current?.state === 'executing') {
      const resumed = await resumeRemoval(services, current);
      if (resumed.kind === 'ended' && resumed.outcome.kind !== 'done') {
        ctx.outcome = resumed.outcome;
        return;
      }
    }
    const planned = await makePlan(services, position, ctx.trigger);
    ctx.outcome = worse(ctx.outcome, planned.outcome);
    if (planned.kind !== 'planned' || planned.plan === null) return;
    ctx.plan = planned.plan;
    await next();
  } finally {
    await lease.end();
  }
};

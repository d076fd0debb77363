import { positionName } from '../../core/gate/sentence-parts';
import type { Position } from '../../core/position';
import { askForPlans } from '../../orders/ask-for-plans';
import { makePlan } from '../../removal/plan-position';
import { resumeRemoval } from '../../removal/resume-removal';
import { again, BUSY_MS, worse } from '../../services/outcome';
import type { ChainContext, ChainMiddleware } from './context';

/**
 * An order only asks for plans of its positions, after the gather window. A position is planned here, under its
 * lease, which is held until `executeRemovals` is done: what runs there is therefore what was planned a moment
 * ago, and nobody else has written in between.
 */
export const planRemovals: ChainMiddleware = async (ctx, next) => {
  if (ctx.recorded !== null) await askForPlans(ctx, ctx.recorded);
  try {
    for (const position of ctx.positions) {
      const lease = await ctx.store.lockPosition(position);
      if (lease === null) {
        ctx.outcome = worse(ctx.outcome, again(BUSY_MS, `${positionName(position)} is being worked on`));
        continue;
      }
      ctx.leases.push(lease);
      await planOne(ctx, position);
    }
    return await next();
  } finally {
    for (const lease of ctx.leases) await lease.release();
  }
};

/** An update whose outcome is unknown is read back before anything new is planned. */
async function planOne(ctx: ChainContext, position: Position): Promise<void> {
  const current = await ctx.store.currentPlan(position);
  if (current?.state === 'executing') {
    const resumed = await resumeRemoval(ctx, current);
    if (resumed.kind === 'settled' && resumed.outcome.kind !== 'done') {
      ctx.outcome = worse(ctx.outcome, resumed.outcome);
      return;
    }
  }
  const planned = await makePlan(ctx, position, ctx.trigger);
  ctx.outcome = worse(ctx.outcome, planned.outcome);
  if (planned.kind === 'planned' && planned.plan !== null) ctx.plans.push(planned.plan);
}

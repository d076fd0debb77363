import { positionName } from '../../core/gate/sentence-parts';
import { executeRemoval } from '../../removal/execute-removal';
import { runProposals } from '../../removal/run-proposals';
import type { ChainOutcome } from '../../services/chain-services';
import { again, BUSY_MS, DONE, worse } from '../../services/outcome';
import type { Plan } from '../../store/plan';
import type { ChainContext, ChainMiddleware } from './context';

/** Runs what `planRemovals` found approved (by a person, or by execute mode), under the lease it still holds. */
export const executeRemovals: ChainMiddleware = async (ctx, next) => {
  for (const plan of ctx.plans) ctx.outcome = worse(ctx.outcome, await execute(ctx, plan));
  return next();
};

async function execute(ctx: ChainContext, plan: Plan): Promise<ChainOutcome> {
  if (plan.state !== 'approved' && plan.state !== 'executing') return DONE;
  // Planning takes seconds. Should the loss come after this look, the one intent of a position still keeps two apart.
  if (!ctx.leases.every((lease) => lease.isHeld()))
    return again(BUSY_MS, `${positionName(plan.position)}: its lock was lost, and it is planned again`);
  if (plan.gate.kind !== 'remove') return plan.state === 'approved' ? runProposals(ctx, plan) : DONE;
  const outcome = await executeRemoval(ctx, plan, plan.gate);
  const wantsMore = plan.gate.attentions.length > 0 || (await endedBadly(ctx, plan));
  if (outcome.kind === 'done' && wantsMore) {
    await ctx.dispatcher.planPosition(plan.position, ctx.now() + ctx.settings.gatherWindowMs, 'event');
  }
  return outcome;
}

/** A failed removal leaves something to be looked at: units that came back, or an attention for a person. */
async function endedBadly(ctx: ChainContext, plan: Plan): Promise<boolean> {
  return (await ctx.store.plan(plan.planId))?.state === 'failed';
}

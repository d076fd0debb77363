import { positionName } from '../../core/gate/sentence-parts';
import { runProposals } from '../../removal/run-proposals';
import { runRemoval } from '../../removal/run-removal';
import type { Plan } from '../../store/plan';
import type { ChainOutcome, ChainServices } from '../chain-services';
import { again, BUSY_MS, DONE, worse } from '../outcome';
import type { PositionContext, PositionMiddleware } from './context';

/** Runs what `planRemoval` found approved (by a person, or by execute mode), under the lease it still holds. */
export const executeRemoval: PositionMiddleware = async (ctx, next) => {
  ctx.outcome = worse(ctx.outcome, await execute(ctx));
  return next();
};

async function execute({ services, plan, lease }: PositionContext): Promise<ChainOutcome> {
  if (plan.state !== 'approved' && plan.state !== 'executing') return DONE;
  // Planning takes seconds. Should the loss come after this look, the one intent of a position still keeps two apart.
  if (!lease.isHeld())
    return again(BUSY_MS, `${positionName(plan.position)}: its lock was lost, and it is planned again`);
  if (plan.gate.kind !== 'remove') return plan.state === 'approved' ? runProposals(services, plan) : DONE;
  const outcome = await runRemoval(services, plan, plan.gate);
  const wantsMore = plan.gate.attentions.length > 0 || (await endedBadly(services, plan));
  if (outcome.kind === 'done' && wantsMore) {
    const { dispatcher, settings } = services;
    await dispatcher.planPosition(plan.position, services.now() + settings.gatherWindowMs, 'event');
  }
  return outcome;
}

/** A failed removal leaves something to be looked at: units that came back, or an attention for a person. */
async function endedBadly({ store }: ChainServices, plan: Plan): Promise<boolean> {
  return (await store.plan(plan.planId))?.state === 'failed';
}

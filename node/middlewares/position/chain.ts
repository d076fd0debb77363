import compose from 'koa-compose';
import type { Position } from '../../core/position';
import type { Plan } from '../../store/plan';
import type { ChainOutcome, ChainServices } from '../chain-services';
import { DONE } from '../outcome';
import type { PositionContext } from './context';
import { executeRemoval } from './execute-removal';
import { planRemoval } from './plan-removal';

const positionChain = compose<PositionContext>([planRemoval, executeRemoval]);

/**
 * Plans a position and, where that is allowed, carries the plan out. Answers what the job edge does next; failures of
 * VTEX are outcomes, broken infrastructure throws.
 */
export async function planPosition(
  services: ChainServices,
  request: { position: Position; trigger: Plan['trigger'] },
): Promise<ChainOutcome> {
  // The rest is set by the chain, each part before it is needed.
  const ctx = { services, ...request, outcome: DONE } as Partial<PositionContext> as PositionContext;
  await positionChain(ctx);
  return ctx.outcome;
}

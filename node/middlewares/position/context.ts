import type { Middleware } from 'koa-compose';
import type { Position } from '../../core/position';
import type { Plan } from '../../store/plan';
import type { Lease } from '../../store/store';
import type { ChainOutcome, ChainServices } from '../chain-services';

/**
 * Travels along `planRemoval -> executeRemoval`. A position that somebody else holds, that cannot be read, or for which
 * there is nothing to plan ends the chain at `planRemoval`.
 */
export interface PositionContext {
  readonly services: ChainServices;
  readonly position: Position;
  readonly trigger: Plan['trigger'];
  /** Of `planRemoval`, as long as the chain runs. */
  lease: Lease;
  /** Of `planRemoval`: what stands after planning. */
  plan: Plan;
  outcome: ChainOutcome;
}

export type PositionMiddleware = Middleware<PositionContext>;

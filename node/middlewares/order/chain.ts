import compose from 'koa-compose';
import type { Position } from '../../core/position';
import type { ChainOutcome, ChainServices } from '../../services/chain-services';
import { DONE } from '../../services/outcome';
import type { Plan } from '../../store/plan';
import type { ChainContext } from './context';
import { deriveReservations } from './derive-reservations';
import { executeRemovals } from './execute-removals';
import { loadOrder } from './load-order';
import { mirrorToErp } from './mirror-to-erp';
import { planRemovals } from './plan-removals';
import { recordReservations } from './record-reservations';

export const orderChain = compose<ChainContext>([
  loadOrder,
  deriveReservations,
  recordReservations,
  mirrorToErp,
  planRemovals,
  executeRemovals,
]);

export const positionChain = compose<ChainContext>([planRemovals, executeRemovals]);

/** `missingSinceMs` comes from the outcome of the look before, kept with the work in between. */
export interface OrderRequest {
  orderId: string;
  missingSinceMs?: number;
}

/**
 * Looks at an order. Answers what the job edge does next; failures of VTEX are outcomes, broken infrastructure
 * throws.
 */
export async function lookAtOrder(services: ChainServices, request: OrderRequest): Promise<ChainOutcome> {
  const ctx = { ...contextOf(services), ...request };
  await orderChain(ctx);
  return ctx.outcome;
}

/** Plans a position and, where that is allowed, carries the plan out. Answers as `lookAtOrder` does. */
export async function planPosition(
  services: ChainServices,
  request: { position: Position; trigger: Plan['trigger'] },
): Promise<ChainOutcome> {
  const ctx = { ...contextOf(services), positions: [request.position], trigger: request.trigger };
  await positionChain(ctx);
  return ctx.outcome;
}

function contextOf(services: ChainServices): ChainContext {
  const { account, vtex, store, dispatcher, settings } = services;
  return {
    account,
    vtex,
    store,
    dispatcher,
    settings,
    now: () => services.now(),
    newId: () => services.newId(),
    pause: (ms) => services.pause(ms),
    orderId: null,
    missingSinceMs: null,
    order: null,
    readAtMs: 0,
    locks: [],
    others: [],
    recorded: null,
    positions: [],
    trigger: 'event',
    plans: [],
    leases: [],
    outcome: DONE,
  };
}

import { type Position, samePosition } from '../core/position';
import { positionsToPlan } from '../core/record/positions-to-plan';
import type { ChainServices } from '../middlewares/chain-services';
import type { OrderDecision } from '../store/store';

/**
 * Asks for a plan of every position of the order that holds something settled, or something that a person has to be
 * asked about. Invoices of one position that arrive within the gather window share one update. `except` is a position
 * that somebody is planning already.
 */
export async function planPositionsOf(
  services: ChainServices,
  decision: Pick<OrderDecision, 'order' | 'reservations'>,
  except: Position | null,
): Promise<void> {
  const notBeforeMs = services.now() + services.settings.gatherWindowMs;
  for (const position of positionsToPlan(decision.order, decision.reservations)) {
    if (except !== null && samePosition(position, except)) continue;
    await services.dispatcher.planPosition(position, notBeforeMs, 'event');
  }
}

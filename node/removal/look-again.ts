import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { Position } from '../core/position';
import { deriveReservations } from '../core/reservation/derive';
import { askForPlans } from '../middlewares/order/ask-for-plans';
import type { ChainServices } from '../middlewares/order/context';
import { readExpiredLocks } from '../middlewares/order/expired-locks';
import { mirrorOrder } from '../middlewares/order/mirror-to-erp';
import { recordReading } from '../middlewares/order/record-reading';
import type { KnownOrder } from '../store/store';

export type SeenOrder = { kind: 'seen'; known: KnownOrder } | { kind: 'failure'; failure: VtexFailure };

/**
 * Reads one order for the sake of a position, and does for it all that an event would have done: records,
 * mirrors, and asks for the plans of its other positions. So an event that was missed is made good here.
 */
export async function lookAgain(
  services: ChainServices,
  orderId: string,
  planning: Position,
): Promise<SeenOrder> {
  const readAtMs = services.now();
  const answer = await services.vtex.getOrder(orderId);
  if (!answer.ok) return { kind: 'failure', failure: answer.failure };
  const before = await services.store.knownOrder(orderId);
  const { read } = before === null ? { read: [] } : await readExpiredLocks(services, before);
  const locks = new Map(read.map((lock) => [lock.lockId, lock]));
  const derived = deriveReservations(answer.value, locks);
  const decision = await recordReading(services, { order: answer.value, readAtMs, derived, locks });
  await mirrorOrder(services, orderId);
  await askForPlans(services, decision, planning);
  return {
    kind: 'seen',
    known: { order: decision.order, readAtMs: decision.readAtMs, reservations: decision.reservations },
  };
}

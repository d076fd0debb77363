import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { Position } from '../core/position';
import { mirrorOrder } from '../orders/ask-for-delivery';
import { askForPlans } from '../orders/ask-for-plans';
import { type LocksAnswered, locksToRead, readLocks } from '../orders/read-locks';
import { othersWithItsLocks, recordReading } from '../orders/record-reading';
import type { ChainServices } from '../services/chain-services';
import type { KnownOrder } from '../store/store';

export type SeenOrder =
  | {
      kind: 'seen';
      known: KnownOrder;
      /** What VTEX said of the locks that were asked. */
      locks: LocksAnswered;
    }
  | { kind: 'failure'; failure: VtexFailure };

/**
 * Reads one order for the sake of a position, and does for it all that an event would have done: records,
 * mirrors, and asks for the plans of its other positions. So an event that was missed is made good here.
 * `doubtfulLocks` are reservations of it that need VTEX's own word, one call each.
 */
export async function lookAgain(
  services: ChainServices,
  orderId: string,
  planning: Position,
  doubtfulLocks: readonly string[] = [],
): Promise<SeenOrder> {
  const readAtMs = services.now();
  const answer = await services.vtex.getOrder(orderId);
  if (!answer.ok) return { kind: 'failure', failure: answer.failure };
  const before = await services.store.knownOrder(orderId);
  const wanted = [...locksToRead(services, answer.value, before), ...doubtfulLocks];
  const locks = await readLocks(services, [...new Set(wanted)]);
  const others = await othersWithItsLocks(services, answer.value, before);
  const decision = await recordReading(services, {
    order: answer.value,
    readAtMs,
    locks: locks.read,
    others,
  });
  await mirrorOrder(services, orderId);
  await askForPlans(services, decision, planning);
  return {
    kind: 'seen',
    known: { order: decision.order, readAtMs: decision.readAtMs, reservations: decision.reservations },
    locks,
  };
}

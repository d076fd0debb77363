import type { PositionReading } from '../core/gate/reading';
import { samePosition } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../services/chain-services';

/**
 * A repair took lost units out of the total, and somebody has raised it since (an ERP pushes its on hand every
 * quarter of an hour): they are on sale again, unless goods came in. Nobody can tell, so the repair is forgotten:
 * the next step misses an open reservation anew and asks a person, and a canceled one gives nothing back twice.
 *
 * `wentOut` are those that somebody else's update released: a total that fell by less was raised too. Returns
 * `known` as it is then.
 */
export async function noticeGivenBack(
  { store }: ChainServices,
  known: readonly KnownReservation[],
  wentOut: readonly KnownReservation[],
  { position, balance }: PositionReading,
): Promise<KnownReservation[]> {
  const owed = known.filter((one) => one.lostAt !== null && one.deductedQuantity > 0);
  const before = owed.length === 0 ? null : await store.lastTotal(position);
  const left = wentOut.filter(({ status }) => status === 'invoiced');
  const out = left.reduce((sum, one) => sum + one.quantity - one.deductedQuantity, 0);
  if (before === null || balance.totalQuantity + out <= before) return [...known];
  const locks = new Set(owed.map((one) => one.lockId));
  const isOwed = (one: KnownReservation) => locks.has(one.lockId) && samePosition(one, position);
  const forgotten = (one: KnownReservation) =>
    isOwed(one) ? { ...one, lostAt: null, deductedQuantity: 0 } : one;
  for (const orderId of new Set(owed.map((one) => one.orderId)))
    await store.changeOrder(orderId, (recorded) => {
      if (recorded === null) throw new Error('a recorded reservation without its order');
      const reservations = recorded.reservations.map(forgotten);
      return { ...recorded, reservations, changes: [], deliveries: [], log: [] };
    });
  return known.map(forgotten);
}

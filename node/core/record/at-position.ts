import { activeOf } from '../gate/active';
import type { DeductedUnits } from '../gate/gate-input';
import type { KnownOpen } from '../gate/read-consistently';
import type { PositionReading } from '../gate/reading';
import type { LeftUnits } from '../gate/stock-count';
import type { LockId } from '../id';
import { orderIdsOfLock } from '../order/order-id';
import { isUnheld, type KnownReservation, owedQuantity } from '../reservation/reservation';
import { isUnderWay } from './settled';

/** What the record says is open here. Units known as lost are looked after as deducted ones. */
export function knownOpenOf(known: readonly KnownReservation[]): KnownOpen[] {
  return (
    known
      .filter((one) => one.heldAs === 'lock' && isUnderWay(one.status) && one.lostAt === null)
      // A reservation that followed its order down to nothing is not missed.
      .filter(({ quantity }) => quantity > 0)
      .map(({ lockId, quantity, orderId, status }) => ({
        lockId,
        quantity,
        orderId,
        acknowledged: status === 'acknowledged',
      }))
  );
}

/** What the total lacks already. `others` are reservations that `known` may not have: of orders that name its locks. */
export function deductedOf(
  known: readonly KnownReservation[],
  others: readonly KnownReservation[] = [],
): DeductedUnits[] {
  return known
    .filter((one) => one.deductedQuantity > 0 && one.status !== 'removed')
    .map((one) => ({
      lockId: one.lockId,
      quantity: one.deductedQuantity,
      lost: one.lostAt !== null,
      settled: settledAs(one, [...known, ...others]),
    }));
}

/** A canceled order's lock may go on under its successor: then it is settled as that one is. */
function settledAs(one: KnownReservation, known: readonly KnownReservation[]): DeductedUnits['settled'] {
  const { status, invoicedAt, leftQuantity, quantity } = one;
  if (status === 'invoiced' && invoicedAt !== null)
    return { kind: 'invoiced', invoicedAt, leftQuantity: leftQuantity ?? quantity };
  if (status !== 'canceled' && status !== 'expired') return null;
  const successor = known.find(
    (other) =>
      other.lockId === one.lockId &&
      other.orderId !== one.orderId &&
      (isUnderWay(other.status) || other.status === 'invoiced'),
  );
  return successor === undefined ? { kind: 'canceled' } : settledAs(successor, known);
}

/** Goods that left while VTEX held nothing for them any more, less what a repair took out already. */
export function leftOf(known: readonly KnownReservation[], reading: PositionReading): LeftUnits[] {
  const held = new Set(activeOf(reading).map((one) => one.lockId));
  return known
    .filter((one) => one.heldAs === 'lock' && one.lostAt !== null)
    .flatMap((one) => owed(one, held));
}

/** Units that left and that VTEX never reserved: lines and allocations that were added to an order. */
export function unreservedOf(known: readonly KnownReservation[], reading: PositionReading): LeftUnits[] {
  const active = new Set(activeOf(reading).map((one) => one.lockId));
  return known
    .filter((one) => one.heldAs === 'none' && !isNamed(one, known, active))
    .flatMap((one) => owed(one, active));
}

/** A lock that is called after the order may hold them after all: what it is, a person is asked (`unknown-order`). */
function isNamed(
  { orderId }: KnownReservation,
  known: readonly KnownReservation[],
  active: ReadonlySet<LockId>,
): boolean {
  return [...active].some(
    (lockId) => orderIdsOfLock(lockId).includes(orderId) && !known.some((one) => one.lockId === lockId),
  );
}

/** Reservations of open orders for which VTEX holds nothing here: a count has to keep their units from sale. */
export function unheldIn(known: readonly KnownReservation[], reading: PositionReading): KnownReservation[] {
  const active = new Set(activeOf(reading).map((one) => one.lockId));
  return known.filter(
    (one) =>
      isUnheld(one) &&
      isUnderWay(one.status) &&
      !active.has(one.lockId) &&
      !(one.heldAs === 'none' && isNamed(one, known, active)),
  );
}

function owed(one: KnownReservation, held: ReadonlySet<LockId>): LeftUnits[] {
  const { lockId, orderId, status, invoicedAt } = one;
  const quantity = owedQuantity(one);
  if (status !== 'invoiced' || invoicedAt === null || quantity <= 0 || held.has(lockId)) return [];
  return [{ lockId, orderId, quantity, invoicedAt }];
}

import type { VtexFailure } from '../clients/vtex/vtex-api';
import { activeOf } from '../core/gate/active';
import type { DeductedUnits, LeftUnits, OrderFacts, UnheldUnits } from '../core/gate/plan';
import type { KnownOpen } from '../core/gate/read-consistently';
import type { ListedReservation, PositionReading } from '../core/gate/reading';
import { orderIdsOfLock } from '../core/order/order-id';
import type { Position } from '../core/position';
import { factsOfLock, isUnexplained } from '../core/record/order-facts';
import { isUnderWay, isUnheld, type KnownReservation, owedQuantity } from '../core/reservation/reservation';
import type { ChainServices } from '../services/chain-services';
import { failureEntry } from '../services/outcome';
import type { KnownOrder } from '../store/store';
import { lookAgain } from './look-again';

export type OrdersBehind =
  | { kind: 'orders'; facts: Map<string, OrderFacts>; known: Map<string, KnownOrder[]> }
  /** VTEX would not say for now, or not to us: nothing is decided from half the facts. */
  | { kind: 'failure'; failure: VtexFailure };

/**
 * The orders behind every reservation VTEX counts. Recorded ones are taken from the record, since what is
 * settled stays settled; only locks that nobody recorded (orders from before Holdfast) cost a call, once.
 */
export async function ordersBehind(services: ChainServices, reading: PositionReading): Promise<OrdersBehind> {
  const active = activeOf(reading);
  const known = await services.store.knownOrdersByLock(active.map((one) => one.lockId));
  const facts = new Map<string, OrderFacts>();
  for (const listed of active) {
    const recorded = known.get(listed.lockId) ?? [];
    if (recorded.length === 0) {
      const found = await findOrder(services, listed, reading);
      if (found.kind === 'failure') return found;
      if (found.kind === 'seen') known.set(listed.lockId, [found.known]);
      else facts.set(listed.lockId, { kind: 'unreadable', reason: found.reason });
    }
    const orders = await withLockAsked(services, known.get(listed.lockId) ?? [], keyed(reading, listed));
    if (orders.length === 0) continue;
    known.set(listed.lockId, orders);
    facts.set(listed.lockId, factsOfLock(orders, keyed(reading, listed)));
  }
  return { kind: 'orders', facts, known };
}

/** What the orders do not explain at this position may be a kit's part, or come from another warehouse: the lock knows. */
async function withLockAsked(
  services: ChainServices,
  orders: readonly KnownOrder[],
  listed: ReturnType<typeof keyed>,
): Promise<KnownOrder[]> {
  const { lockId, skuId, warehouseId } = listed;
  const asked: KnownOrder[] = [];
  for (const known of orders) {
    const isDoubtful = isUnexplained(known, listed);
    const seen = isDoubtful
      ? await lookAgain(services, known.order.orderId, { skuId, warehouseId }, [lockId])
      : null;
    asked.push(seen?.kind === 'seen' ? seen.known : known);
  }
  return asked;
}

function keyed(
  { position: { skuId, warehouseId } }: PositionReading,
  { lockId, quantity }: ListedReservation,
) {
  return { skuId, warehouseId, lockId, quantity };
}

type FoundOrder =
  | { kind: 'seen'; known: KnownOrder }
  | { kind: 'unknown'; reason: string }
  | { kind: 'failure'; failure: VtexFailure };

/** The order a lock's name leads to, believed only when it has a line with that lock. */
async function findOrder(
  services: ChainServices,
  listed: ListedReservation,
  reading: PositionReading,
): Promise<FoundOrder> {
  for (const orderId of orderIdsOfLock(listed.lockId)) {
    const seen = await lookAgain(services, orderId, reading.position);
    if (seen.kind === 'seen') {
      if (seen.known.order.lines.some((line) => line.lockId === listed.lockId)) return seen;
    } else if (isOfTheCall(seen.failure)) {
      return seen;
    }
  }
  return { kind: 'unknown', reason: `no order that can be read holds reservation ${listed.lockId}` };
}

/** The call failed, which says nothing about the order; the others mean that this order cannot be read. */
function isOfTheCall(failure: VtexFailure): boolean {
  return failure.retry !== 'never';
}

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

export function deductedOf(known: readonly KnownReservation[]): DeductedUnits[] {
  return known
    .filter((one) => one.deductedQuantity > 0 && one.status !== 'removed')
    .map((one) => ({
      lockId: one.lockId,
      quantity: one.deductedQuantity,
      lost: one.lostAt !== null,
      settled: settledAs(one, known),
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
  active: ReadonlySet<string>,
): boolean {
  return [...active].some(
    (lockId) => orderIdsOfLock(lockId).includes(orderId) && !known.some((one) => one.lockId === lockId),
  );
}

/** Reservations of open orders for which VTEX holds nothing here: a count has to keep their units from sale. */
function unheldIn(known: readonly KnownReservation[], reading: PositionReading): KnownReservation[] {
  const active = new Set(activeOf(reading).map((one) => one.lockId));
  return known.filter(
    (one) =>
      isUnheld(one) &&
      isUnderWay(one.status) &&
      !active.has(one.lockId) &&
      !(one.heldAs === 'none' && isNamed(one, known, active)),
  );
}

/**
 * The position's record once the orders behind such units were read again: what had left before the count, and VTEX
 * knows of, must not be set aside. An order that cannot be read stays as it is, and with it all that it claims.
 */
export async function withUnheldRead(
  services: ChainServices,
  known: readonly KnownReservation[],
  reading: PositionReading,
): Promise<KnownReservation[]> {
  const { position } = reading;
  const orderIds = new Set(unheldIn(known, reading).map(({ orderId }) => orderId));
  if (orderIds.size === 0) return [...known];
  for (const orderId of orderIds) {
    const seen = await lookAgain(services, orderId, position);
    if (seen.kind === 'failure')
      await services.store.appendLog([failureEntry(seen.failure, { orderId, ...position })]);
  }
  const now = await services.store.knownAtPosition(position);
  // What was recorded since then may be too young for the list, and what is over is told by its absence.
  return now.filter((one) => known.some((old) => old.lockId === one.lockId && old.orderId === one.orderId));
}

export async function unheldOf(
  services: Pick<ChainServices, 'store'>,
  known: readonly KnownReservation[],
  reading: PositionReading,
): Promise<UnheldUnits[]> {
  const facts = await orderFactsOf(services, reading.position, unheldIn(known, reading));
  return [...facts].flatMap(([lockId, of]) => {
    if (of.kind !== 'open' || of.claimQuantity === undefined) return [];
    const { orderId, claimQuantity, partsLeft = [] } = of;
    return [{ lockId, orderId, claimQuantity, partsLeft }];
  });
}

function owed(one: KnownReservation, held: ReadonlySet<string>): LeftUnits[] {
  const { lockId, orderId, status, invoicedAt } = one;
  const quantity = owedQuantity(one);
  if (status !== 'invoiced' || invoicedAt === null || quantity <= 0 || held.has(lockId)) return [];
  return [{ lockId, orderId, quantity, invoicedAt }];
}

/** Facts of single reservations from the record alone; those of unknown orders are left out. */
export async function orderFactsOf(
  services: Pick<ChainServices, 'store'>,
  { skuId, warehouseId }: Position,
  reservations: readonly { lockId: string; quantity: number }[],
): Promise<Map<string, OrderFacts>> {
  if (reservations.length === 0) return new Map();
  const known = await services.store.knownOrdersByLock(reservations.map((one) => one.lockId));
  const facts = new Map<string, OrderFacts>();
  for (const { lockId, quantity } of reservations) {
    const orders = known.get(lockId) ?? [];
    if (orders.length > 0) facts.set(lockId, factsOfLock(orders, { skuId, warehouseId, lockId, quantity }));
  }
  return facts;
}

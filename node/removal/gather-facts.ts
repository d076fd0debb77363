import type { VtexFailure } from '../clients/vtex/vtex-api';
import { orderStream } from '../core/erp-events/streams';
import { activeOf } from '../core/gate/active';
import type { DeductedUnits, OrderFacts, UnheldUnits } from '../core/gate/gate-input';
import type { ListedReservation, PositionReading } from '../core/gate/reading';
import type { LockId } from '../core/id';
import { orderIdsOfLock } from '../core/order/order-id';
import { type Position, samePosition } from '../core/position';
import { deductedOf, unheldIn } from '../core/record/at-position';
import { factsOfLock, isUnexplained } from '../core/record/order-facts';
import { unfollowed } from '../core/record/successor';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../middlewares/chain-services';
import { failureEntry } from '../middlewares/outcome';
import { readOrder } from '../orders/read-order';
import { isSuccessorRead } from '../orders/read-successor';
import type { KnownOrder } from '../store/store';

export type OrdersBehind =
  | { kind: 'orders'; facts: Map<LockId, OrderFacts>; known: Map<LockId, KnownOrder[]> }
  /** VTEX would not say for now, or not to us: nothing is decided from half the facts. */
  | { kind: 'failure'; failure: VtexFailure };

/**
 * The orders behind every reservation VTEX counts. Recorded ones are taken from the record, since what is
 * settled stays settled; only locks that nobody recorded (orders from before Holdfast) cost a call, once.
 */
export async function ordersBehind(services: ChainServices, reading: PositionReading): Promise<OrdersBehind> {
  const active = activeOf(reading);
  const known = await services.store.knownOrdersByLock(active.map((one) => one.lockId));
  const facts = new Map<LockId, OrderFacts>();
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
    facts.set(listed.lockId, await factsWithSuccessor(services, orders, reading, listed));
  }
  return { kind: 'orders', facts, known };
}

/** The facts of a listed lock; a replaced order is open until it is known whether another goes on under its lock. */
export async function factsWithSuccessor(
  services: ChainServices,
  orders: readonly KnownOrder[],
  reading: PositionReading,
  listed: Pick<ListedReservation, 'lockId' | 'quantity'>,
): Promise<OrderFacts> {
  const facts = factsOfLock(orders, keyed(reading, listed));
  const replaced = facts.kind === 'open' || facts.kind === 'unreadable' ? null : unfollowed(orders);
  if (replaced === null) return facts;
  const { orderId, status, changedAt } = replaced;
  if (!(await isSuccessorRead(services, replaced, reading.balanceDate)))
    return { kind: 'open', orderId, orderStatus: status, since: changedAt, isSuccessorUnread: true };
  const now = (await services.store.knownOrdersByLock([listed.lockId])).get(listed.lockId) ?? orders;
  return factsOfLock(now, keyed(reading, listed));
}

/** Units that the total lacks; those of a replaced order stay until it is known whether another order claims them. */
export async function deductedUnits(
  services: ChainServices,
  known: readonly KnownReservation[],
  reading: PositionReading,
): Promise<DeductedUnits[]> {
  const canceled = deductedOf(known).filter(({ settled }) => settled?.kind === 'canceled');
  if (canceled.length === 0) return deductedOf(known);
  const orders = await services.store.knownOrdersByLock(canceled.map(({ lockId }) => lockId));
  const open = new Set<string>();
  for (const [lockId, ofLock] of orders) {
    const replaced = unfollowed(ofLock);
    if (replaced !== null && !(await isSuccessorRead(services, replaced, reading.balanceDate)))
      open.add(lockId);
  }
  // The successor under a lock that VTEX still lists may have been recorded since: by the reading of this very plan.
  const listed = new Set(activeOf(reading).map(({ lockId }) => lockId));
  const since = [...orders.values()].flat().flatMap(({ reservations }) => reservations);
  const deducted = deductedOf(
    known,
    since.filter((one) => listed.has(one.lockId) && samePosition(one, reading.position)),
  );
  return deducted.map((one) => (open.has(one.lockId) ? { ...one, settled: null } : one));
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
      ? await readOrder(services, known.order.orderId, { skuId, warehouseId }, [lockId])
      : null;
    asked.push(seen?.kind === 'seen' ? seen.known : known);
  }
  return asked;
}

function keyed(
  { position: { skuId, warehouseId } }: PositionReading,
  { lockId, quantity }: Pick<ListedReservation, 'lockId' | 'quantity'>,
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
    const seen = await readOrder(services, orderId, reading.position);
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
    const seen = await readOrder(services, orderId, position);
    if (seen.kind === 'failure')
      await services.store.appendLog([failureEntry(seen.failure, { orderId, ...position })]);
  }
  const now = await services.store.knownAtPosition(position);
  // What was recorded since then may be too young for the list, and what is over is told by its absence.
  return now.filter((one) => known.some((old) => old.lockId === one.lockId && old.orderId === one.orderId));
}

/** What the orders claim of them, and what of it has left. */
export async function unheldOf(
  services: Pick<ChainServices, 'store'>,
  known: readonly KnownReservation[],
  reading: PositionReading,
): Promise<UnheldUnits[]> {
  const unheld = unheldIn(known, reading);
  const facts = await orderFactsOf(services, reading.position, unheld);
  return [...facts].flatMap(([lockId, of]) => {
    if (of.kind !== 'open' || of.claimQuantity === undefined) return [];
    const { orderId, claimQuantity, partsLeft = [] } = of;
    const held = unheld.find((one) => one.lockId === lockId);
    const isLost = unheld.some((one) => one.lockId === lockId && one.lostAt !== null);
    const acknowledgedAt = held?.acknowledgedAt ?? null;
    return [{ lockId, orderId, claimQuantity, partsLeft, isLost, acknowledgedAt }];
  });
}

/** Facts of single reservations from the record alone; reservations of unknown orders are left out. */
export async function orderFactsOf(
  services: Pick<ChainServices, 'store'>,
  { skuId, warehouseId }: Position,
  reservations: readonly { lockId: LockId; quantity: number }[],
): Promise<Map<LockId, OrderFacts>> {
  if (reservations.length === 0) return new Map();
  const known = await services.store.knownOrdersByLock(reservations.map((one) => one.lockId));
  const facts = new Map<LockId, OrderFacts>();
  for (const { lockId, quantity } of reservations) {
    const orders = known.get(lockId) ?? [];
    if (orders.length > 0) facts.set(lockId, factsOfLock(orders, { skuId, warehouseId, lockId, quantity }));
  }
  return facts;
}

/**
 * LockIds of orders that the ERP waits to be told of: nothing about them was accepted yet. A number that is less what
 * the ERP has reserved cannot lack their units.
 */
export async function untoldOf(
  { store, settings }: Pick<ChainServices, 'store' | 'settings'>,
  facts: ReadonlyMap<LockId, OrderFacts>,
): Promise<ReadonlySet<LockId>> {
  const untold = new Set<LockId>();
  if (!settings.mirrorOn) return untold;
  for (const [lockId, of] of facts) {
    if (of.kind === 'unreadable') continue;
    const waiting = await store.nextDelivery(orderStream(of.orderId));
    if (waiting?.type === 'holdfast.reservation.changed' && waiting.data.previousStatus === null)
      untold.add(lockId);
  }
  return untold;
}

import type { VtexFailure } from '../clients/vtex/vtex-api';
import { activeOf } from '../core/gate/active';
import type { DeductedUnits, LeftUnits, OrderFacts } from '../core/gate/plan';
import type { KnownOpen } from '../core/gate/read-consistently';
import type { ListedReservation, PositionReading } from '../core/gate/reading';
import { orderFactsFor } from '../core/order/order-facts';
import { orderIdsOfLock } from '../core/order/order-id';
import type { Position } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../services/chain-services';
import type { KnownOrder } from '../store/store';
import { lookAgain } from './look-again';

export type OrdersBehind =
  | { kind: 'orders'; facts: Map<string, OrderFacts>; known: Map<string, KnownOrder> }
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
    const recorded = known.get(listed.lockId);
    if (recorded === undefined) {
      const found = await findOrder(services, listed, reading);
      if (found.kind === 'failure') return found;
      if (found.kind === 'seen') known.set(listed.lockId, found.known);
      else facts.set(listed.lockId, { kind: 'unreadable', reason: found.reason });
    }
    const order = known.get(listed.lockId);
    if (order !== undefined) facts.set(listed.lockId, orderFactsFor(order.order, keyed(reading, listed)));
  }
  return { kind: 'orders', facts, known };
}

function keyed(reading: PositionReading, { lockId, quantity }: ListedReservation) {
  return { ...reading.position, lockId, quantity };
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
  return known
    .filter((one) => isOpen(one) && one.lostAt === null)
    .map(({ lockId, quantity, orderId, status }) => ({
      lockId,
      quantity,
      orderId,
      acknowledged: status === 'acknowledged',
    }));
}

function isOpen({ status }: KnownReservation): boolean {
  return status === 'authorized' || status === 'confirmed' || status === 'acknowledged';
}

export function deductedOf(known: readonly KnownReservation[]): DeductedUnits[] {
  return known
    .filter((one) => one.deductedQuantity > 0 && one.status !== 'removed')
    .map((one) => ({
      lockId: one.lockId,
      quantity: one.deductedQuantity,
      lost: one.lostAt !== null,
      settled: settledAs(one),
    }));
}

function settledAs({ status, invoicedAt }: KnownReservation): DeductedUnits['settled'] {
  if (status === 'invoiced' && invoicedAt !== null) return { kind: 'invoiced', invoicedAt };
  return status === 'canceled' || status === 'expired' ? { kind: 'canceled' } : null;
}

/** Goods that left while VTEX held nothing for them (`noticeLeft`), less what a repair took out already. */
export function leftOf(known: readonly KnownReservation[], reading: PositionReading): LeftUnits[] {
  const held = new Set(activeOf(reading).map((one) => one.lockId));
  return known.flatMap(({ lockId, orderId, quantity, deductedQuantity, status, lostAt, invoicedAt }) => {
    const left = quantity - deductedQuantity;
    if (status !== 'invoiced' || invoicedAt === null || lostAt === null || left <= 0) return [];
    return held.has(lockId) ? [] : [{ lockId, orderId, quantity: left, invoicedAt }];
  });
}

/** Facts of single reservations from the record alone; those of unknown orders are left out. */
export async function orderFactsOf(
  services: Pick<ChainServices, 'store'>,
  position: Position,
  reservations: readonly { lockId: string; quantity: number }[],
): Promise<Map<string, OrderFacts>> {
  if (reservations.length === 0) return new Map();
  const known = await services.store.knownOrdersByLock(reservations.map((one) => one.lockId));
  const facts = new Map<string, OrderFacts>();
  for (const { lockId, quantity } of reservations) {
    const order = known.get(lockId)?.order;
    if (order !== undefined) facts.set(lockId, orderFactsFor(order, { ...position, lockId, quantity }));
  }
  return facts;
}

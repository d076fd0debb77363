import type { ErpStock } from '../clients/erp/connector';
import type { LockId } from '../core/id';
import { type Instant, instantOfMs, msOfInstant } from '../core/instant';
import type { InvoicedPart } from '../core/order/left';
import { type Position, samePosition } from '../core/position';
import type { ErpBooks, ErpReservation, RecordedReservation } from '../core/reconciliation/books';
import { orderFactsFor } from '../core/record/order-facts';
import { isUnderWay } from '../core/record/settled';
import { type KnownReservation, type ReservationStatus, toldQuantity } from '../core/reservation/reservation';
import type { ChainServices } from '../middlewares/chain-services';
import type { KnownOrder } from '../store/store';

/** What changed so lately may be a moment behind on one of the sides. */
export const YOUNG_MS = 60_000;

const LEFT = new Set<ReservationStatus | null>(['invoiced', 'removed']);

export interface Beside {
  record: RecordedReservation[];
  erp: ErpBooks | null;
  /** Recorded orders by lock: of the position's reservations, of the ERP's, and of `alsoLocks`. */
  orders: ReadonlyMap<LockId, readonly KnownOrder[]>;
}

interface Sides {
  known: readonly KnownReservation[];
  /** Null: the ERP was not read, or does not know the position. */
  stock: ErpStock | null;
  alsoLocks?: readonly LockId[];
  /** Reservations removed since then are needed as well, whoever books them. */
  since?: Instant;
}

/**
 * Puts each reservation of a position beside what the ERP has of it. `known` is the record of the position; what
 * is over by our record and not by the ERP's books is added from the record of its order.
 */
export async function recordBesideErp(
  services: Pick<ChainServices, 'store' | 'now'>,
  position: Position,
  { known, stock, alsoLocks = [], since }: Sides,
): Promise<Beside> {
  const { store } = services;
  const there = new Map((stock?.reservations ?? []).map((one) => [one.lockId, one]));
  const removed = since === undefined ? [] : await store.removedSince(position, since);
  const named = [...known, ...removed].map((one) => one.lockId);
  const orders = await store.knownOrdersByLock([...new Set([...named, ...there.keys(), ...alsoLocks])]);
  const mine = new Set(named);
  const over = [...there]
    .filter(([lockId, { status }]) => !mine.has(lockId) && !LEFT.has(status))
    .flatMap(([lockId]) => reservationsAt(orders.get(lockId) ?? [], position, lockId));
  const record: RecordedReservation[] = [];
  for (const one of distinct([...known, ...removed, ...over])) {
    const erp = stock === null || !one.isTold ? null : await besides(services, one, there.get(one.lockId));
    record.push({
      lockId: one.lockId,
      orderId: one.orderId,
      quantity: toldQuantity(one),
      reservedQuantity: one.heldAs === 'lock' ? one.quantity : 0,
      status: one.status,
      deductedQuantity: one.deductedQuantity,
      isLost: one.lostAt !== null,
      isAcknowledged: one.wasAcknowledged || one.acknowledgedAt !== null,
      partsLeft: partsLeftOf(one, orderOf(orders, one)),
      isFresh: isFresh(orderOf(orders, one), services.now()) || hasRunOut(one, services.now()),
      erp,
    });
  }
  return { record, erp: erpBooks(stock, record, orders), orders };
}

/** One by one as its order tells them; all with the last where the order is kept no more. */
function partsLeftOf(one: KnownReservation, known: KnownOrder | undefined): readonly InvoicedPart[] {
  const facts = known === undefined ? null : orderFactsFor(known, one);
  if (facts?.kind === 'invoiced' || facts?.kind === 'open') return facts.partsLeft ?? [];
  if (!LEFT.has(one.status) || one.invoicedAt === null) return [];
  return [{ at: one.invoicedAt, quantity: toldQuantity(one) }];
}

function reservationsAt(
  orders: readonly KnownOrder[],
  position: Position,
  lockId: LockId,
): KnownReservation[] {
  return orders
    .flatMap(({ reservations }) => reservations)
    .filter((one) => one.lockId === lockId && samePosition(one, position));
}

function distinct(reservations: readonly KnownReservation[]): KnownReservation[] {
  return [...new Map(reservations.map((one) => [`${one.orderId} ${one.lockId}`, one])).values()];
}

function orderOf(
  orders: ReadonlyMap<LockId, readonly KnownOrder[]>,
  { lockId, orderId }: KnownReservation,
): KnownOrder | undefined {
  return orders.get(lockId)?.find(({ order }) => order.orderId === orderId);
}

/** By VTEX's own clock; where it is silent, by when we asked. */
export function isFresh(known: KnownOrder | undefined, nowMs: number): boolean {
  if (known === undefined) return false;
  const changedAt = known.order.changedAt ?? known.order.createdAt;
  return nowMs - (changedAt === null ? known.readAtMs : msOfInstant(changedAt)) < YOUNG_MS;
}

/** Authorized for longer than VTEX holds it: what became of it is asked at the next look at its order. */
function hasRunOut({ status, expiresAt }: KnownReservation, nowMs: number): boolean {
  return status === 'authorized' && expiresAt !== null && expiresAt <= instantOfMs(nowMs);
}

type ErpEntry = NonNullable<ErpStock['reservations']>[number];

async function besides(
  { store }: Pick<ChainServices, 'store'>,
  one: KnownReservation,
  there: ErpEntry | undefined,
): Promise<ErpReservation> {
  const agrees = there !== undefined && (there.status === one.status || bothLeft(there.status, one.status));
  const isUntold = !agrees && (await store.nextDelivery(`order/${one.orderId}`)) !== null;
  const booked = there?.status ?? null;
  return {
    status: booked,
    isListed: there !== undefined,
    quantity: there?.quantity ?? 0,
    hasLeft: booked === null ? LEFT.has(one.status) && !isUntold : LEFT.has(booked),
    isUntold,
  };
}

function bothLeft(a: ReservationStatus | null, b: ReservationStatus): boolean {
  return LEFT.has(a) && LEFT.has(b);
}

function erpBooks(
  stock: ErpStock | null,
  record: readonly RecordedReservation[],
  orders: ReadonlyMap<LockId, readonly KnownOrder[]>,
): ErpBooks | null {
  if (stock === null || stock.onHand === null) return null;
  const listed = stock.reservations ?? [];
  return {
    onHand: stock.onHand,
    namesReservations: stock.reservations !== null,
    unheardOf: listed
      .filter(({ lockId, status }) => isUnderWay(status) && !orders.has(lockId))
      .map(({ lockId, quantity }) => ({ lockId, quantity })),
    isBooking: record.some((one) => one.isFresh || one.erp?.isUntold),
  };
}

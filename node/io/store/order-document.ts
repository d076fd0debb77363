import type { OrderId } from '../../core/id';
import { orderStatusMeaning } from '../../core/order/order-status';
import { type Position, positionKey, samePosition } from '../../core/position';
import { stillMatters } from '../../core/record/settled';
import type {
  KnownReservation,
  ReservationChange,
  ReservationKey,
  StoredReservation,
} from '../../core/reservation/reservation';
import type { KnownOrder } from '../../store/store';
import type { OrderDocument } from './shapes';

export function knownOrderOf(document: OrderDocument): KnownOrder | null {
  const { order, readAtMs } = document;
  return order === null ? null : { order, readAtMs, reservations: reservationsIn(document) };
}

export function reservationsIn({ reservations }: OrderDocument): KnownReservation[] {
  return reservations.map(({ known }) => known);
}

export function reservationsAt(document: OrderDocument, position: Position): KnownReservation[] {
  return reservationsIn(document).filter((one) => samePosition(one, position));
}

/** No reservation of it matters any more, and if it never had one, the order itself has ended. */
export function isOver(document: OrderDocument): boolean {
  if (document.reservations.length > 0) return !reservationsIn(document).some(stillMatters);
  return document.order === null || orderStatusMeaning(document.order.status).final;
}

export function positionsOf(document: OrderDocument): Position[] {
  const byKey = new Map(
    reservationsIn(document).map(({ skuId, warehouseId }) => {
      const position = { skuId, warehouseId };
      return [positionKey(position), position] as const;
    }),
  );
  return [...byKey.values()];
}

/**
 * The document with reservations and changes recorded; what they do not name stays. Throws when a change of that
 * version is recorded already: two steps started from the same record.
 */
export function recorded(
  document: OrderDocument,
  effects: { reservations: readonly KnownReservation[]; changes: readonly ReservationChange[] },
  atMs: number,
): OrderDocument {
  const before = new Set(document.changes.map(changeKey));
  const twice = effects.changes.find((change) => before.has(changeKey(change)));
  if (twice) throw new Error(`the change ${changeKey(twice)} is recorded already`);
  const reservations = effects.reservations.reduce(
    (held, known) => withReservation(held, known, atMs),
    document.reservations,
  );
  return { ...document, reservations, changes: [...document.changes, ...effects.changes] };
}

function withReservation(
  held: readonly StoredReservation[],
  known: KnownReservation,
  atMs: number,
): StoredReservation[] {
  const key = reservationKey(known);
  const before = held.find((one) => reservationKey(one.known) === key);
  const statusSinceMs = before?.known.status === known.status ? before.statusSinceMs : atMs;
  const after = { known, statusSinceMs };
  return before ? held.map((one) => (one === before ? after : one)) : [...held, after];
}

export function reservationKey(key: ReservationKey & { orderId: OrderId }): string {
  return `${encodeURIComponent(key.orderId)}/${encodeURIComponent(key.lockId)}/${positionKey(key)}`;
}

function changeKey(change: ReservationChange): string {
  return `${reservationKey(change)}@${change.version}`;
}

import { asOrderId, type OrderId } from '../../core/id';
import type { Position } from '../../core/position';
import type { KnownReservation } from '../../core/reservation/reservation';
import type { DocumentReads } from '../store/document-reads';
import { inParallel } from '../store/in-parallel';
import { reservationsAt } from '../store/order-document';
import type { OrderDocument, PositionDocument } from '../store/shapes';

/** Orders of one position that are looked at, at most: the newest. VTEX itself fails past 2,000 reservations. */
const MOST_HOLDERS = 500;

/** Reads the orders of several positions, each once. */
export interface HolderOrders {
  /** The position's reservations, as its orders hold them. */
  reservationsAt(document: PositionDocument): Promise<KnownReservation[]>;
  /** Orders that were read so far. */
  count(): number;
}

export function createHolderOrders(reads: Pick<DocumentReads, 'order'>): HolderOrders {
  const orders = new Map<OrderId, Promise<OrderDocument | null>>();
  const read = (orderId: OrderId) => {
    const found = orders.get(orderId) ?? reads.order(orderId);
    orders.set(orderId, found);
    return found;
  };
  return {
    async reservationsAt({ holders, position }) {
      const documents = await inParallel(newestHolders(holders), read);
      return documents.flatMap((document) => heldOrNothing(document, position));
    },
    count: () => orders.size,
  };
}

function newestHolders(holders: Readonly<Record<string, number>>): OrderId[] {
  return Object.entries(holders)
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .slice(0, MOST_HOLDERS)
    .map(([orderId]) => asOrderId(orderId));
}

function heldOrNothing(document: OrderDocument | null, position: Position): KnownReservation[] {
  return document === null ? [] : reservationsAt(document, position);
}

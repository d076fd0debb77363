import { orderStream, positionStream } from '../../core/erp-events/streams';
import type { OrderId } from '../../core/id';
import type { Position } from '../../core/position';
import type { NewDelivery } from '../../store/delivery';
import type { RemovalConclusion } from '../../store/store';
import { recorded } from './order-document';
import type { Loaded } from './read-document';
import type { OrderDocument, Redo, RedoOrder } from './shapes';
import { orderSource } from './sources';
import type { StoreContext } from './store-context';
import { queued } from './stream-part';

/** By order id; null where there is none. */
export type ReadOrders = ReadonlyMap<OrderId, Loaded<OrderDocument> | null>;

/** An order that changes: as it was read, and as it will be. */
export interface ChangedOrder {
  orderId: OrderId;
  loaded: Loaded<OrderDocument> | null;
  before: OrderDocument;
  after: OrderDocument;
}

export interface ConclusionEffects {
  redo: Redo;
  /** Deliveries of the position's own stream. */
  own: NewDelivery[];
  /** In the order of their ids: whoever holds several orders takes them in the same order. */
  changed: ChangedOrder[];
}

/** What a conclusion means for each document. Throws, before anything is written, when it cannot be recorded. */
export function conclusionEffects(
  ctx: StoreContext,
  token: string,
  from: { position: Position; orders: ReadOrders; conclusion: RemovalConclusion },
): ConclusionEffects {
  const { position, orders, conclusion } = from;
  const { reservations, changes, deliveries, trust } = conclusion;
  const atMs = ctx.now();
  const orderIds = [...new Set([...reservations, ...changes].map(({ orderId }) => orderId))].sort();
  const parts: RedoOrder[] = orderIds.map((orderId) => ({
    orderId,
    reservations: reservations.filter((one) => one.orderId === orderId),
    changes: changes.filter((one) => one.orderId === orderId),
    deliveries: deliveries.filter((one) => one.stream === orderStream(orderId)),
  }));
  const streams = new Set([positionStream(position), ...orderIds.map(orderStream)]);
  const foreign = deliveries.filter(({ stream }) => !streams.has(stream));
  return {
    redo: structuredClone({ token, orders: parts, deliveries: foreign, trust, atMs }),
    own: deliveries.filter(({ stream }) => stream === positionStream(position)),
    changed: parts.map((part) => {
      const loaded = orders.get(part.orderId) ?? null;
      const before = loaded?.document ?? orderSource(part.orderId).empty();
      const stream = queued(before.stream, part.deliveries, { account: ctx.account, nowMs: atMs });
      return { orderId: part.orderId, loaded, before, after: { ...recorded(before, part, atMs), stream } };
    }),
  };
}

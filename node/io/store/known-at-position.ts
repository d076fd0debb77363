import { asOrderId, type OrderId } from '../../core/id';
import type { Instant } from '../../core/instant';
import { type Position, samePosition } from '../../core/position';
import { stillMatters } from '../../core/record/settled';
import type { KnownReservation } from '../../core/reservation/reservation';
import { readOrderDocument, readPositionDocument } from './finish-begun';
import { noteIdle } from './holders';
import { inParallel } from './in-parallel';
import { reservationKey, reservationsAt } from './order-document';
import { removedPath } from './paths';
import { type Loaded, readPlain } from './read-document';
import type { OrderDocument, RemovedDocument } from './shapes';
import type { StoreContext } from './store-context';

/** See `PositionStore.knownAtPosition`: from the orders themselves, which the position's index names. */
export async function knownAtPosition(ctx: StoreContext, position: Position): Promise<KnownReservation[]> {
  const held = await reservationsOfHolders(ctx, position);
  return held.filter(stillMatters);
}

/**
 * See `PositionStore.removedSince`: from the orders that the index still names, and from the copies of those that
 * left it. Throws for an instant before what could be kept: a count that old cannot be judged any more.
 */
export async function removedSince(
  ctx: StoreContext,
  position: Position,
  since: Instant,
): Promise<KnownReservation[]> {
  // The index before the copies: an order that leaves it meanwhile is copied first.
  const held = await reservationsOfHolders(ctx, position);
  const copies = await removedCopies(ctx, position);
  if (isForgotten(copies, since)) {
    throw new Error(`what was removed at SKU ${position.skuId} after ${since} is no longer kept`);
  }
  const all = [...(copies?.reservations ?? []), ...held];
  const byKey = new Map(all.map((one) => [reservationKey(one), one]));
  return [...byKey.values()].filter(
    (one) => one.status === 'removed' && one.invoicedAt !== null && one.invoicedAt > since,
  );
}

/** Something that was invoiced after the instant may be missing in the copies. */
export function isForgotten(copies: RemovedDocument | null, since: Instant): boolean {
  return copies !== null && copies.forgottenUpTo !== null && copies.forgottenUpTo > since;
}

export async function removedCopies(ctx: StoreContext, position: Position): Promise<RemovedDocument | null> {
  const found = await readPlain(ctx.documents, removedPath(position));
  const document = (found?.value ?? null) as RemovedDocument | null;
  if (document !== null && !samePosition(document.position, position)) {
    throw new Error(`${removedPath(position)} belongs to another position`);
  }
  return document;
}

async function reservationsOfHolders(ctx: StoreContext, position: Position): Promise<KnownReservation[]> {
  const loaded = await readPositionDocument(ctx, position);
  if (loaded === null) return [];
  const orders = await readHolders(ctx, position, Object.keys(loaded.document.holders).map(asOrderId));
  return orders.flatMap(({ loaded: order }) =>
    order === null ? [] : reservationsAt(order.document, position),
  );
}

/** The orders of the index, read at once; which of them are idle here is remembered. */
export async function readHolders(
  ctx: StoreContext,
  position: Position,
  orderIds: readonly OrderId[],
): Promise<{ orderId: OrderId; loaded: Loaded<OrderDocument> | null }[]> {
  const readAtMs = ctx.now();
  const orders = await inParallel(orderIds, async (orderId) => ({
    orderId,
    loaded: await readOrderDocument(ctx, orderId),
  }));
  noteIdle(
    ctx,
    position,
    orders.map(({ orderId, loaded }) => ({ orderId, document: loaded?.document ?? null, readAtMs })),
  );
  return orders;
}

import { asOrderId, type LockId, type OrderId } from '../../core/id';
import type { Instant } from '../../core/instant';
import { isToLookAgain } from '../../core/record/look-again';
import { isUnderWay } from '../../core/record/settled';
import type { KnownOrder } from '../../store/store';
import { segmentsOf } from '../documents/document-path';
import { readOrderDocument } from './finish-begun';
import { inParallel } from './in-parallel';
import { listInTurns } from './listing-turns';
import { sweepMarker, unlessUnsure } from './markers';
import { isOver, knownOrderOf, reservationsIn } from './order-document';
import { activeOrderPath, FOLDERS, lockPath } from './paths';
import { readPlain } from './read-document';
import type { LockPointer, OrderDocument } from './shapes';
import type { StoreContext } from './store-context';

export async function knownOrder(ctx: StoreContext, orderId: OrderId): Promise<KnownOrder | null> {
  const loaded = await readOrderDocument(ctx, orderId);
  return loaded === null ? null : knownOrderOf(loaded.document);
}

/**
 * By lock; each order is read once. Which orders name a lock is remembered, except where one of them is settled: its
 * successor may have been recorded by somebody else since, and holds the lock as well.
 */
export async function knownOrdersByLock(
  ctx: StoreContext,
  lockIds: readonly LockId[],
): Promise<Map<LockId, KnownOrder[]>> {
  const locks = [...new Set(lockIds)];
  const documents = new Map<OrderId, OrderDocument | null>();
  const found = new Map<LockId, KnownOrder[]>();
  await inParallel(locks, async (lockId) => {
    const remembered = ctx.locks.get(lockId);
    const orders = await ordersNaming(ctx, lockId, documents);
    const isOpen = orders.every((known) => holdsOpen(known, lockId));
    const certain =
      remembered === undefined || isOpen ? orders : await ordersNamingNow(ctx, lockId, documents);
    if (certain.length > 0) found.set(lockId, structuredClone(certain));
  });
  return found;
}

function holdsOpen({ reservations }: KnownOrder, lockId: LockId): boolean {
  return reservations.some((one) => one.lockId === lockId && isUnderWay(one.status));
}

function ordersNamingNow(
  ctx: StoreContext,
  lockId: LockId,
  documents: Map<OrderId, OrderDocument | null>,
): Promise<KnownOrder[]> {
  ctx.locks.delete(lockId);
  return ordersNaming(ctx, lockId, documents);
}

/** The pointer is written first: an order it names may not have come to hold the lock. */
async function ordersNaming(
  ctx: StoreContext,
  lockId: LockId,
  documents: Map<OrderId, OrderDocument | null>,
): Promise<KnownOrder[]> {
  const orders: KnownOrder[] = [];
  for (const orderId of [...(await ordersOfLock(ctx, lockId))].sort()) {
    if (!documents.has(orderId))
      documents.set(orderId, (await readOrderDocument(ctx, orderId))?.document ?? null);
    const document = documents.get(orderId) ?? null;
    const known = document === null ? null : knownOrderOf(document);
    if (known?.reservations.some((one) => one.lockId === lockId)) orders.push(known);
  }
  return orders;
}

export async function ordersOfLock(ctx: StoreContext, lockId: LockId): Promise<readonly OrderId[]> {
  if (lockId === '') return [];
  const kept = ctx.locks.get(lockId);
  if (kept !== undefined) return kept;
  const pointer = await readPlain(ctx.documents, lockPath(lockId));
  if (pointer === null) return [];
  const { orderIds } = pointer.value as LockPointer;
  ctx.locks.set(lockId, orderIds);
  return orderIds;
}

/** Documents of one call; with more active orders it takes others the next time. */
const READ_AT_MOST = 600;

/** See `OrderStore.ordersToLookAt`. An order that VBase does not show for now is named another time. */
export async function ordersToLookAt(
  ctx: StoreContext,
  expiredBefore: Instant,
  notReadSinceMs: number,
  limit: number,
): Promise<OrderId[]> {
  const paths = await listInTurns(ctx, FOLDERS.activeOrders, READ_AT_MOST);
  const read = await inParallel(paths, async (path) => {
    const orderId = asOrderId(segmentsOf(path)[2] ?? '');
    return { orderId, loaded: await unlessUnsure(() => readOrderDocument(ctx, orderId)) };
  });
  const over = read.filter(({ loaded }) => loaded === null || isOver(loaded.document));
  await sweepSome(
    ctx,
    over.map(({ orderId }) => orderId),
  );
  return read
    .flatMap(({ loaded }) => (loaded === null || isOver(loaded.document) ? [] : loaded.document))
    .filter((document) => {
      const { readAtMs } = document;
      return isToLookAgain(
        { reservations: reservationsIn(document), readAtMs },
        expiredBefore,
        notReadSinceMs,
      );
    })
    .sort((a, b) => a.readAtMs - b.readAtMs || (a.orderId < b.orderId ? -1 : 1))
    .slice(0, limit)
    .map(({ orderId }) => orderId);
}

/** Markers taken away in one call. */
const SWEPT_AT_MOST = 20;

async function sweepSome(ctx: StoreContext, orderIds: readonly OrderId[]): Promise<void> {
  await inParallel(orderIds.slice(0, SWEPT_AT_MOST), (orderId) =>
    sweepMarker(ctx, activeOrderPath(orderId), async () => {
      const loaded = await readOrderDocument(ctx, orderId);
      if (loaded === null) return 'absent';
      return isOver(loaded.document) ? 'idle' : 'needed';
    }),
  );
}

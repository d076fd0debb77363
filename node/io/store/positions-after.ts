import { type Position, positionKey } from '../../core/position';
import { segmentsOf } from '../documents/document-path';
import { inParallel } from './in-parallel';
import { listAll, unlessUnsure } from './markers';
import { heldBy } from './order-document';
import { FOLDERS } from './paths';
import { readOrder } from './settle';
import type { StoreContext } from './store-context';

/** Names of one call, and orders read in one; with more of them it takes others the next time. */
const NAMED_AT_MOST = 5_000;
const READ_AT_MOST = 600;

/** See `PositionStore.positionsAfter`. A position that only a count names is among `any` too. */
export async function positionsAfter(
  ctx: StoreContext,
  after: Position | null,
  limit: number,
  holding: 'open' | 'any',
): Promise<Position[]> {
  const positions = holding === 'open' ? await openPositions(ctx) : await allPositions(ctx);
  return positions
    .filter((position) => after === null || compareIds(position, after) > 0)
    .sort(compareIds)
    .slice(0, limit);
}

async function allPositions(ctx: StoreContext): Promise<Position[]> {
  const paths = await listAll(ctx, FOLDERS.positions, NAMED_AT_MOST);
  return paths.map((path) => {
    const [, skuId = '', warehouseId = ''] = segmentsOf(path);
    return { skuId, warehouseId };
  });
}

/** From the orders that are not over: fewer than the positions that ever were. */
async function openPositions(ctx: StoreContext): Promise<Position[]> {
  const paths = await listAll(ctx, FOLDERS.activeOrders, READ_AT_MOST);
  const orders = await inParallel(paths, (path) =>
    unlessUnsure(() => readOrder(ctx, segmentsOf(path)[2] ?? '')),
  );
  const open = orders
    .flatMap((order) => (order === null ? [] : heldBy(order.document)))
    .filter(({ status }) => status === 'acknowledged')
    .map(({ skuId, warehouseId }) => ({ skuId, warehouseId }));
  return [...new Map(open.map((position) => [positionKey(position), position])).values()];
}

function compareIds(a: Position, b: Position): number {
  if (a.skuId !== b.skuId) return a.skuId < b.skuId ? -1 : 1;
  if (a.warehouseId === b.warehouseId) return 0;
  return a.warehouseId < b.warehouseId ? -1 : 1;
}

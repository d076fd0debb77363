import { asOrderId } from '../../core/id';
import { type Position, positionKey } from '../../core/position';
import { segmentsOf } from '../documents/document-path';
import { readOrderDocument } from './finish-begun';
import { inParallel } from './in-parallel';
import { type ListedPart, partInTurn } from './listing-turns';
import { unlessUnsure } from './markers';
import { reservationsIn } from './order-document';
import { FOLDERS, positionAt } from './paths';
import type { StoreContext } from './store-context';

/** Names of one part, and orders read in one. */
const NAMED_AT_MOST = 5_000;
const READ_AT_MOST = 600;

/**
 * See `PositionStore.positionsAfter`. A position that only a count names is among `any` too. Where there are more
 * names than one call lists, the round goes through one part of the listing after the other.
 */
export async function positionsAfter(
  ctx: StoreContext,
  after: Position | null,
  limit: number,
  holding: 'open' | 'any',
): Promise<Position[]> {
  const { positions, goOn } = holding === 'open' ? await openPositions(ctx) : await allPositions(ctx);
  const found = positions
    .filter((position) => after === null || compareIds(position, after) > 0)
    .sort(compareIds)
    .slice(0, limit);
  if (found.length < limit) await goOn();
  return found;
}

type PositionPart = Pick<ListedPart, 'goOn'> & { positions: Position[] };

async function allPositions(ctx: StoreContext): Promise<PositionPart> {
  const { paths, goOn } = await partInTurn(ctx, 'round/any', FOLDERS.positions, NAMED_AT_MOST);
  const positions = paths.map((path) => positionAt(segmentsOf(path)));
  return { positions, goOn };
}

/** From the orders that are not over: fewer than the positions that ever were. */
async function openPositions(ctx: StoreContext): Promise<PositionPart> {
  const { paths, goOn } = await partInTurn(ctx, 'round/open', FOLDERS.activeOrders, READ_AT_MOST);
  const orders = await inParallel(paths, (path) =>
    unlessUnsure(() => readOrderDocument(ctx, asOrderId(segmentsOf(path)[2] ?? ''))),
  );
  const open = orders
    .flatMap((order) => (order === null ? [] : reservationsIn(order.document)))
    .filter(({ status }) => status === 'acknowledged')
    .map(({ skuId, warehouseId }) => ({ skuId, warehouseId }));
  return {
    positions: [...new Map(open.map((position) => [positionKey(position), position])).values()],
    goOn,
  };
}

function compareIds(a: Position, b: Position): number {
  if (a.skuId !== b.skuId) return a.skuId < b.skuId ? -1 : 1;
  if (a.warehouseId === b.warehouseId) return 0;
  return a.warehouseId < b.warehouseId ? -1 : 1;
}

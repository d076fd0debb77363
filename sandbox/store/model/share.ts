import type { OrderLine, Share, StoreOrder } from './order';
import { promisedQuantity, type StockPosition } from './position';
import type { ReservationPart } from './reservation';
import { ensurePosition, findPosition, type StoreState } from './state';

/** Enters a share into the truth: the shelves owe its goods from now on, whether or not a lock says so. */
export function promise(state: StoreState, share: Share): void {
  for (const { skuId, warehouseId, perUnit } of share.goods)
    sell(ensurePosition(state, skuId, warehouseId), share.units * perUnit);
  owe(state, share);
}

function owe(state: StoreState, share: Share): void {
  for (const { skuId, warehouseId, perUnit } of share.goods) {
    const { owes } = ensurePosition(state, skuId, warehouseId);
    owes.set(share, (owes.get(share) ?? 0) + perUnit);
  }
}

/** The goods of a lock stand in another warehouse from now on: they will leave there. */
export function moveGoods(state: StoreState, part: ReservationPart, to: string): void {
  const from = ensurePosition(state, part.skuId, part.warehouseId);
  for (const share of [...from.owes.keys()].filter((one) => one.lockId === part.lockId)) {
    from.owes.delete(share);
    const moved = share.goods.filter(
      (one) => one.skuId === part.skuId && one.warehouseId === part.warehouseId,
    );
    const { owes } = ensurePosition(state, part.skuId, to);
    for (const goods of moved) {
      goods.warehouseId = to;
      owes.set(share, (owes.get(share) ?? 0) + goods.perUnit);
    }
  }
}

/** What an order wants and what left for it, by SKU and warehouse (parts, for a kit). */
export interface OrderGoods {
  skuId: string;
  warehouseId: string;
  /** After all changes, whatever became of the order. */
  wanted: number;
  shipped: number;
}

export function goodsOf(order: StoreOrder): OrderGoods[] {
  const sums: OrderGoods[] = [];
  for (const { units, shipped, goods } of order.lines.flatMap((line) => line.shares))
    for (const { skuId, warehouseId, perUnit } of goods) {
      const known = sums.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
      const sum = known ?? { skuId, warehouseId, wanted: 0, shipped: 0 };
      sum.wanted += units * perUnit;
      sum.shipped += shipped * perUnit;
      if (!known) sums.push(sum);
    }
  return sums;
}

/** Takes `dropPromises` back. */
export function keepPromises(state: StoreState, order: StoreOrder): void {
  for (const share of order.lines.flatMap((line) => line.shares)) owe(state, share);
}

/** A change makes a share larger (sold like any unit) or smaller. */
export function resizeShare(state: StoreState, share: Share, difference: number): void {
  for (const { skuId, warehouseId, perUnit } of share.goods)
    if (difference > 0) sell(ensurePosition(state, skuId, warehouseId), difference * perUnit);
  share.units += difference;
}

/** What of a sale was not there to sell: with what was promised before, it is not on the shelf. */
function sell(position: StockPosition, units: number): void {
  if (!position.unlimited) {
    const free = position.physical - promisedQuantity(position);
    position.books.soldWithoutStock += Math.max(0, Math.min(units, units - free));
  }
  position.books.soldUnits += units;
}

/** The order wants nothing more: canceled, lapsed, replaced or invoiced. What has not left stays on the shelf. */
export function dropPromises(state: StoreState, order: StoreOrder): void {
  for (const line of order.lines) dropLine(state, line);
}

export function dropLine(state: StoreState, line: OrderLine): void {
  for (const share of line.shares)
    for (const { skuId, warehouseId } of share.goods)
      findPosition(state, skuId, warehouseId)?.owes.delete(share);
}

/**
 * Units whose release would be an offence: reserved by this part, not yet shipped, and still wanted by an order
 * that names its lock. A lock larger than its changed order is open only as far as the order still wants goods.
 */
export function openUnitsOf(position: StockPosition, part: ReservationPart): number {
  let wanted = 0;
  for (const [share, perUnit] of position.owes)
    if (share.lockId === part.lockId) wanted += Math.max(0, share.units - share.shipped) * perUnit;
  return Math.max(0, Math.min(part.quantity - part.shippedQuantity, wanted));
}

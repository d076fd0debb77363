import type { OrderLine, Share, StoreOrder } from './order';
import { newShare } from './place-order';
import { ensurePosition, type StoreState } from './state';

/** Units of a line (kits, for a kit) that the shop sends, whatever an invoice says of them. */
export interface Shipment {
  lineIndex: number;
  quantity: number;
  /** Default: where the line's goods are held, in the order of its allocations. */
  warehouseId?: string;
}

/** Goods leave the shelves. More than the order wants may leave too: that is the shop's mistake to make. */
export function shipGoods(state: StoreState, order: StoreOrder, shipments: Shipment[]): void {
  for (const { lineIndex, quantity, warehouseId } of shipments) {
    const line = order.lines[lineIndex];
    if (line?.seller !== '1') continue;
    let left = quantity;
    for (const share of line.shares) {
      if (warehouseId !== undefined && !share.goods.some((goods) => goods.warehouseId === warehouseId))
        continue;
      const units = Math.min(left, Math.max(0, share.units - share.shipped));
      left -= units;
      if (units > 0) shipShare(state, share, units);
    }
    if (left > 0) shipShare(state, shareBeyond(order, line, warehouseId), left);
  }
}

/** For what leaves beyond the allocations: from the warehouse named, else from that of the line's last share. */
function shareBeyond(order: StoreOrder, line: OrderLine, warehouseId: string | undefined): Share {
  const from = warehouseId ?? line.shares.at(-1)?.goods[0]?.warehouseId ?? '';
  const share = {
    ...newShare(line, order.lockId, { warehouseId: from, quantity: 0, locked: false }),
    told: null,
  };
  line.shares.push(share);
  return share;
}

function shipShare(state: StoreState, share: Share, units: number): void {
  share.shipped += units;
  for (const { skuId, warehouseId, perUnit } of share.goods)
    ship(state, share.lockId, skuId, warehouseId, units * perUnit);
}

function ship(state: StoreState, lockId: string, skuId: string, warehouseId: string, units: number): void {
  const position = ensurePosition(state, skuId, warehouseId);
  const part = state.locks.get(lockId)?.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
  if (part) part.shippedQuantity += units;
  position.books.shippedUnits += units;
  if (position.unlimited) return;
  const missing = Math.max(0, units - position.physical);
  position.physical -= units - missing;
  position.books.shippedWithoutStock += missing;
}

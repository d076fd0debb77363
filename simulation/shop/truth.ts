import type { StoreOrder } from '@holdfast/sandbox/store/model/order';
import {
  activeParts,
  promisedQuantity,
  reservedQuantity,
  type StockPosition,
} from '@holdfast/sandbox/store/model/position';
import type { ReservationPart } from '@holdfast/sandbox/store/model/reservation';
import { goodsOf } from '@holdfast/sandbox/store/model/share';
import { findPosition, type StoreState } from '@holdfast/sandbox/store/model/state';

type Shelf = Pick<StockPosition, 'skuId' | 'warehouseId'>;

/**
 * What is so, read from the model's shelves, orders and reservations. Nothing here is known to the product, and
 * nothing of the product is used.
 */
export class Truth {
  constructor(private readonly state: StoreState) {}

  positions(): StockPosition[] {
    return [...this.state.positions.values()];
  }

  orders(): StoreOrder[] {
    return [...this.state.orders.values()];
  }

  order(orderId: string | null): StoreOrder | null {
    return orderId === null ? null : (this.state.orders.get(orderId) ?? null);
  }

  position(skuId: string, warehouseId: string): StockPosition | null {
    return findPosition(this.state, skuId, warehouseId) ?? null;
  }

  part(lockId: string, skuId: string, warehouseId: string): ReservationPart | null {
    const parts = this.state.locks.get(lockId) ?? [];
    return parts.find((one) => one.skuId === skuId && one.warehouseId === warehouseId) ?? null;
  }

  /** Units of an order that are still to leave this shelf. */
  owed({ lockId }: Pick<StoreOrder, 'lockId'>, { skuId, warehouseId }: Shelf): number {
    const position = this.position(skuId, warehouseId);
    if (position === null) return 0;
    return [...position.owes]
      .filter(([share]) => share.lockId === lockId)
      .reduce((sum, [share, perUnit]) => sum + Math.max(0, share.units - share.shipped) * perUnit, 0);
  }

  /** Units of an order that left this shelf. */
  left(order: StoreOrder, { skuId, warehouseId }: Shelf): number {
    const goods = goodsOf(order).find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
    return goods?.shipped ?? 0;
  }

  /** What left this shelf for the order is not for VTEX's order to tell: its SKU has several shelves, or is a kit. */
  isVague(order: StoreOrder, { skuId, warehouseId }: Shelf): boolean {
    return order.lines.some(
      ({ skuId: sold, shares, kit }) =>
        (kit !== null || shares.length > 1 || order.lines.filter((one) => one.skuId === sold).length > 1) &&
        shares.some(({ goods }) =>
          goods.some((one) => one.skuId === skuId && one.warehouseId === warehouseId),
        ),
    );
  }

  /** Units still to leave on behalf of one reservation. */
  owedOn(part: ReservationPart): number {
    return this.owed(part, part);
  }

  /** Units that one reservation holds and its order no longer wants: they come back when it is released, and not before. */
  unwantedOn(part: ReservationPart): number {
    return Math.max(0, part.quantity - part.shippedQuantity - this.owedOn(part));
  }

  /** Whether updates keep, at this moment, what was acknowledged after their date. */
  honoursWatermark(): boolean {
    return this.state.platform.honoursWatermark;
  }

  /** By the store's own clock. Epoch ms. */
  nowMs(): number {
    return this.state.now();
  }

  promised(position: StockPosition): number {
    return promisedQuantity(position);
  }

  reserved(position: StockPosition): number {
    return reservedQuantity(position, this.state.platform.countsAborted);
  }

  /** VTEX says that more, or less, is reserved than its list adds up to (KI 991735, KI 1220722). */
  contradicts(position: StockPosition): boolean {
    return (
      this.reserved(position) !== activeParts(position).reduce((units, { quantity }) => units + quantity, 0)
    );
  }

  available(position: StockPosition): number {
    return position.total - this.reserved(position);
  }

  /** Units for sale that are not there, or promised to somebody; negative: units that could be for sale and are not. */
  surplus(position: StockPosition): number {
    return this.available(position) - (position.physical - this.promised(position));
  }

  acknowledged(position: StockPosition): ReservationPart[] {
    return activeParts(position).filter((part) => part.acknowledgedAt !== null);
  }
}

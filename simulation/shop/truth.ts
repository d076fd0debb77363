import type { OrderLine, StoreOrder } from '@holdfast/sandbox/store/model/order';
import { activeParts, reservedQuantity, type StockPosition } from '@holdfast/sandbox/store/model/position';
import type { ReservationPart } from '@holdfast/sandbox/store/model/reservation';
import { findPosition, type StoreState } from '@holdfast/sandbox/store/model/state';

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

  /** Units of an order that are still to leave this shelf: ordered there, less what left; none when it is off. */
  owed(order: StoreOrder, { skuId, warehouseId }: Pick<StockPosition, 'skuId' | 'warehouseId'>): number {
    if (order.status === 'canceled' || !this.isLive(order)) return 0;
    const ordered = order.lines
      .filter((line) => line.seller === '1' && line.skuId === skuId)
      .reduce((sum, line) => sum + allocatedAt(line, warehouseId), 0);
    return Math.max(0, ordered - this.left(order, { skuId, warehouseId }));
  }

  /** Units of an order that left this shelf. */
  left(order: StoreOrder, { skuId, warehouseId }: Pick<StockPosition, 'skuId' | 'warehouseId'>): number {
    return this.part(order.lockId, skuId, warehouseId)?.shippedQuantity ?? 0;
  }

  /** Units still to leave on behalf of one reservation. */
  owedOn(part: ReservationPart): number {
    const order = this.order(part.orderId);
    return order === null ? 0 : this.owed(order, part);
  }

  promised(position: StockPosition): number {
    return this.orders().reduce((sum, order) => sum + this.owed(order, position), 0);
  }

  reserved(position: StockPosition): number {
    return reservedQuantity(position, this.state.platform.countsAborted);
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

  private isLive({ lockId }: StoreOrder): boolean {
    const parts = this.state.locks.get(lockId) ?? [];
    return parts.some(({ status }) => status === 'Authorized' || status === 'Confirmed');
  }
}

function allocatedAt(line: OrderLine, warehouseId: string): number {
  return line.allocations
    .filter((one) => one.warehouseId === warehouseId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

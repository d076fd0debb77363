import type { LockId, OrderId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import type { Delivery } from '@holdfast/node/store/delivery';
import type { StoreOrder } from '@holdfast/sandbox/store/model/order';
import type { ReservationPart } from '@holdfast/sandbox/store/model/reservation';
import type { Truth } from '../shop/truth';
import type { Judge } from './judge';

/** One reservation as the ERP was told last. */
export interface Told {
  version: number;
  status: string;
  quantity: number;
}

/** Judges what the ERP is told: in order, with growing versions, and nothing that is not so. */
export class ErpJudge {
  readonly told = new Map<string, Told>();
  private readonly ids = new Set<string>();
  private readonly removed = new Set<string>();

  constructor(
    private readonly truth: Truth,
    private readonly judge: Judge,
  ) {}

  taken(delivery: Pick<Delivery, 'id' | 'type'> & { data: unknown }): void {
    if (this.ids.has(delivery.id)) return;
    this.ids.add(delivery.id);
    if (delivery.type !== 'holdfast.reservation.changed') return;
    const { orderId, lockId, skuId, warehouseId, status, version, quantity } = delivery.data as {
      orderId: OrderId;
      lockId: LockId;
      skuId: SkuId;
      warehouseId: WarehouseId;
    } & Told;
    const key = `${lockId}/${skuId}/${warehouseId}`;
    const before = this.told.get(key);
    const name = `${orderId}, ${skuId} in ${warehouseId}`;
    if (before !== undefined && version <= before.version)
      this.judge.violate('version-did-not-grow', `${name}: ${version} after ${before.version}`);
    if (status === 'removed' && this.removed.has(key)) this.judge.violate('removed-twice', name);
    if (status === 'removed') this.removed.add(key);
    this.told.set(key, { version, status, quantity });
    const order = this.truth.order(orderId);
    const part = this.truth.part(lockId, skuId, warehouseId);
    const why =
      order === null
        ? 'there is no such order'
        : this.untrue(order, part, { skuId, warehouseId, status, quantity });
    if (why !== null)
      this.judge.violate('told-what-is-not-so', `${name} is told to be ${status}, ${quantity} units: ${why}`);
  }

  /**
   * So many left; or no fewer, where a SKU comes from several warehouses or is a kit, whose numbers VTEX's order need
   * not tell: then the number that can only undersell is taken.
   */
  private isLeft(
    order: StoreOrder,
    position: { skuId: SkuId; warehouseId: WarehouseId },
    quantity: number,
  ): boolean {
    const left = this.truth.left(order, position);
    return quantity === left || (quantity > left && this.truth.isVague(order, position));
  }

  /** Why it is not so; null when it is, or was when it happened. */
  private untrue(
    order: StoreOrder,
    part: ReservationPart | null,
    {
      status,
      quantity,
      ...position
    }: { skuId: SkuId; warehouseId: WarehouseId; status: string; quantity: number },
  ): string | null {
    const was = (...statuses: string[]) => order.history.some((step) => statuses.includes(step.status));
    const left = this.truth.left(order, position);
    // A kit has no shelf of its own: its parts have.
    if (this.truth.position(position.skuId, position.warehouseId) === null) return null;
    switch (status) {
      case 'confirmed':
        return part === null || part.confirmedAt !== null ? null : 'VTEX has not confirmed it';
      case 'acknowledged':
        return was('handling', 'start-handling') || part?.acknowledgedAt
          ? null
          : 'its handling has not begun';
      case 'invoiced':
        if (this.truth.owed(order, position) > 0)
          return `${this.truth.owed(order, position)} units are still to leave`;
        return this.isLeft(order, position, quantity) ? null : `${left} units left`;
      case 'removed':
        // One that followed its order down to nothing reserves nothing, and is in no list.
        if (part !== null && part.quantity > 0 && part.releasedAt === null && part.canceledAt === null)
          return 'VTEX still reserves it';
        if (left === 0 && order.invoicedAt === null) return 'it was never sent';
        return this.isLeft(order, position, quantity) ? null : `${left} units left`;
      case 'canceled':
        return order.status === 'canceled' ||
          order.status === 'replaced' ||
          part === null ||
          part.canceledAt !== null ||
          this.truth.owed(order, position) === 0
          ? null
          : 'it is not canceled';
      case 'expired':
        return part?.status === 'Canceled_AuthorizationExpired' ? null : 'VTEX still holds it';
      default:
        return null;
    }
  }
}

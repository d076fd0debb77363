import { advanceOrder } from './model/advance';
import { changeOrder } from './model/change-order';
import { type InventoryUpdate, updateInventory } from './model/inventory';
import { type InvoiceOrder, invoiceOrder } from './model/invoice';
import { consultOracle, type OracleReport } from './model/oracle';
import type { StoreOrder } from './model/order';
import {
  cancelOrder,
  closeCancelWindow,
  denyCancellation,
  findOrder,
  payOrder,
  startHandling,
} from './model/order-flow';
import { must } from './model/outcome';
import { placeOrder } from './model/place-order';
import type { Platform } from './model/platform';
import type { PlaceOrder } from './model/purchase';
import type { ReservationPart } from './model/reservation';
import {
  acknowledgeReservation,
  cancelReservation,
  confirmReservation,
  findLock,
} from './model/reservation-flow';
import { ensurePosition } from './model/state';
import { addWarehouse, type StockedPosition, type Store, stock } from './store';

/**
 * The store as a test or a shopper drives it, without HTTP. What the store refuses is thrown, with its status
 * and sentence; over HTTP the same refusal is VTEX's answer.
 */
export interface StoreModel {
  addWarehouse(id: string, name?: string): void;
  /** Sets a position up: total and shelf alike. */
  stock(position: StockedPosition): void;
  /** Goods arrive on (or leave) the shelf; VTEX learns of it only by an inventory update. */
  deliverGoods(skuId: string, warehouseId: string, units: number): void;
  placeOrder(request: PlaceOrder): StoreOrder;
  pay(orderId: string): StoreOrder;
  closeCancelWindow(orderId: string): StoreOrder;
  startHandling(orderId: string): StoreOrder;
  /** Left-out `items`: everything that is not invoiced yet. */
  invoice(orderId: string, request?: InvoiceOrder): StoreOrder;
  /** In ready-for-handling and handling the first call only asks, the second cancels. */
  cancel(orderId: string): StoreOrder;
  denyCancellation(orderId: string): StoreOrder;
  changeOrder(orderId: string, change: { lineIndex: number; quantity: number }): StoreOrder;
  /** To the next status of the ordinary course: paid, ready for handling, handling, invoiced. */
  advance(orderId: string): StoreOrder;
  /** `advance` until the order is there. */
  advanceTo(
    orderId: string,
    status: 'window-to-cancel' | 'ready-for-handling' | 'handling' | 'invoiced',
  ): StoreOrder;
  order(orderId: string): StoreOrder;
  reservation(lockId: string): ReservationPart[];
  acknowledgeReservation(lockId: string): void;
  confirmReservation(lockId: string): void;
  cancelReservation(lockId: string): void;
  updateInventory(skuId: string, warehouseId: string, update: InventoryUpdate): void;
  oracle(): OracleReport;
  /** Behaviour where VTEX is silent or has known issues; fields may be set at any time. */
  platform: Platform;
}

export function storeModel({ state, platform }: Store): StoreModel {
  const on =
    <Rest extends unknown[], T>(act: (from: typeof state, ...rest: Rest) => Parameters<typeof must<T>>[0]) =>
    (...rest: Rest): T =>
      must(act(state, ...rest));
  const model: StoreModel = {
    addWarehouse: (id, name = id) => addWarehouse(state, { id, name, dockId: `dock-${id}` }),
    stock: (position) => stock(state, position),
    deliverGoods: (skuId, warehouseId, units) => {
      ensurePosition(state, skuId, warehouseId).physical += units;
    },
    placeOrder: on(placeOrder),
    pay: on(payOrder),
    closeCancelWindow: on(closeCancelWindow),
    startHandling: on(startHandling),
    invoice: (orderId, request = {}) => {
      must(invoiceOrder(state, orderId, request));
      return model.order(orderId);
    },
    cancel: (orderId) => must(cancelOrder(state, orderId)),
    denyCancellation: on(denyCancellation),
    changeOrder: on(changeOrder),
    advance: on(advanceOrder),
    advanceTo: (orderId, status) => {
      for (let step = 0; step < 5 && model.order(orderId).status !== status; step++) model.advance(orderId);
      return model.order(orderId);
    },
    order: on(findOrder),
    reservation: on(findLock),
    acknowledgeReservation: (lockId) => void must(acknowledgeReservation(state, lockId)),
    confirmReservation: (lockId) => void must(confirmReservation(state, lockId)),
    cancelReservation: (lockId) => void must(cancelReservation(state, lockId)),
    updateInventory: (skuId, warehouseId, update) =>
      void must(updateInventory(state, skuId, warehouseId, update)),
    oracle: () => consultOracle(state),
    platform,
  };
  return model;
}

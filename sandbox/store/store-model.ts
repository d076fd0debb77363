import { advanceOrder } from './model/advance';
import { addLine, type ChangeLine, changeOrder } from './model/change-order';
import { type InventoryUpdate, releaseReservation, updateInventory } from './model/inventory';
import { type InvoiceOrder, invoiceOrder } from './model/invoice';
import { consultOracle, type OracleReport } from './model/oracle';
import type { StoreOrder } from './model/order';
import {
  cancelOrder,
  closeCancelWindow,
  denyCancellation,
  findOrder,
  forceCancel,
  payOrder,
  startHandling,
} from './model/order-flow';
import { must } from './model/outcome';
import { placeOrder } from './model/place-order';
import type { Platform } from './model/platform';
import type { PlaceOrder } from './model/purchase';
import { type ReplaceOrder, replaceOrder } from './model/replace-order';
import type { ReservationPart } from './model/reservation';
import {
  acknowledgeReservation,
  cancelReservation,
  confirmReservation,
  endReservation,
  findLock,
  moveReservation,
  type WhichPart,
} from './model/reservation-flow';
import { reserveAlone } from './model/reserve';
import { goodsOf, type OrderGoods } from './model/share';
import { type Shipment, shipGoods } from './model/ship-goods';
import { announce, ensurePosition } from './model/state';
import { tellOrder, tellReservation } from './model/tell';
import type { OrderTelling, ReservationTelling } from './model/telling';
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
  /** At whatever stage, in one step; partly or wholly invoiced too. */
  forceCancel(orderId: string): StoreOrder;
  /** What the order wants of a line from now on. */
  changeOrder(orderId: string, change: ChangeLine): StoreOrder;
  addLine(orderId: string, added: Parameters<typeof addLine>[2]): StoreOrder;
  /** The answer is the successor. */
  replaceOrder(orderId: string, request?: ReplaceOrder): StoreOrder;
  /** Goods leave the shelf without an invoice, or from elsewhere than allocated. */
  shipGoods(orderId: string, shipments: Shipment[]): void;
  /** How VTEX words the order from now on; `{}`: plainly. What is so does not change. */
  tellOrder(orderId: string, telling: OrderTelling): void;
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
  /** Ends it and leaves its order alone, as something of VTEX's own that nobody is told of. */
  endReservation(lockId: string, as: Parameters<typeof endReservation>[2]): void;
  /** Released by somebody else, without an update. */
  releaseReservation(which: WhichPart): void;
  /** Held, and to be sent, from another warehouse than its order goes on saying. */
  moveReservation(which: WhichPart, warehouseId: string): void;
  /** A reservation that no order names; its LockId. */
  reserveAlone(asked: Parameters<typeof reserveAlone>[1]): string;
  tellReservation(which: WhichPart, telling: ReservationTelling): void;
  updateInventory(skuId: string, warehouseId: string, update: InventoryUpdate): void;
  /** An event without a change: once more, or of an order that does not exist. */
  announce(said: Parameters<typeof announce>[1]): void;
  oracle(): OracleReport;
  /** The truth of one order: what it wants of which shelf, and what left. */
  goodsOf(orderId: string): OrderGoods[];
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
    forceCancel: (orderId) => must(forceCancel(state, orderId)),
    changeOrder: on(changeOrder),
    addLine: on(addLine),
    replaceOrder: (orderId, request = {}) => must(replaceOrder(state, orderId, request)),
    shipGoods: (orderId, shipments) => shipGoods(state, model.order(orderId), shipments),
    tellOrder: (orderId, telling) => void must(tellOrder(state, orderId, telling)),
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
    endReservation: (lockId, as) => void must(endReservation(state, lockId, as)),
    releaseReservation: (which) => void must(releaseReservation(state, which)),
    moveReservation: (which, warehouseId) => void must(moveReservation(state, which, warehouseId)),
    reserveAlone: (asked) => must(reserveAlone(state, asked))[0]?.lockId ?? '',
    tellReservation: (which, telling) => void must(tellReservation(state, which, telling)),
    updateInventory: (skuId, warehouseId, update) =>
      void must(updateInventory(state, skuId, warehouseId, update)),
    announce: (said) => announce(state, said),
    oracle: () => consultOracle(state),
    goodsOf: (orderId) => goodsOf(model.order(orderId)),
    platform,
  };
  return model;
}

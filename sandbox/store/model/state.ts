import type { Random } from '../../random';
import type { Ticks } from './instant';
import type { StatusEvent, StoreOrder } from './order';
import type { Platform } from './platform';
import { newPosition, type StockPosition } from './position';
import type { ReservationPart } from './reservation';

export interface Warehouse {
  id: string;
  name: string;
  dockId: string;
}

/** Everything the model knows. Only the files of this folder change it. */
export interface StoreState {
  accountName: string;
  platform: Platform;
  now: () => number;
  clock: () => Ticks;
  random: Random;
  warehouses: Map<string, Warehouse>;
  positions: Map<string, StockPosition>;
  orders: Map<string, StoreOrder>;
  /** Parts of each lock, released and canceled ones too, until their order is retired. */
  locks: Map<string, ReservationPart[]>;
  nextSequence: number;
  keepFinishedOrders: number;
  /** Orders that will change no more, oldest first. */
  finished: Set<string>;
  retiredOrders: number;
  /** Told of every change of status, in order. */
  listeners: ((event: StatusEvent) => void)[];
}

/** KI 346163: the configuration knows `TEST` and `test`, the inventory may take them for one. */
const shelfOf = ({ platform }: StoreState, warehouseId: string) =>
  platform.warehouseCaseMatters ? warehouseId : warehouseId.toLowerCase();

const keyOf = (state: StoreState, skuId: string, warehouseId: string) =>
  JSON.stringify([skuId, shelfOf(state, warehouseId)]);

export function knowsWarehouse(state: StoreState, warehouseId: string): boolean {
  const shelf = shelfOf(state, warehouseId);
  return [...state.warehouses.keys()].some((id) => shelfOf(state, id) === shelf);
}

export function findPosition(
  state: StoreState,
  skuId: string,
  warehouseId: string,
): StockPosition | undefined {
  return state.positions.get(keyOf(state, skuId, warehouseId));
}

export function ensurePosition(state: StoreState, skuId: string, warehouseId: string): StockPosition {
  const known = findPosition(state, skuId, warehouseId);
  if (known) return known;
  const fresh = newPosition(skuId, warehouseId);
  state.positions.set(keyOf(state, skuId, warehouseId), fresh);
  return fresh;
}

export function positionsOfSku(state: StoreState, skuId: string): StockPosition[] {
  return [...state.positions.values()].filter((position) => position.skuId === skuId);
}

/** Moves an order on and tells it, in the workflow (or both) that knows the status. */
export function enter(state: StoreState, order: StoreOrder, status: NonNullable<StoreOrder['status']>): void {
  const last = order.status;
  const lastChange = order.changedAt;
  order.status = status;
  order.changedAt = state.clock();
  order.history.push({ status, at: order.changedAt });
  if (order.history.length > 40) order.history.splice(1, 1);
  for (const domain of domainsOf(status)) {
    const event = {
      domain,
      orderId: order.orderId,
      state: status,
      lastState: last,
      lastChange,
      currentChange: order.changedAt,
    };
    for (const tell of state.listeners) tell(event);
  }
}

/** An event past the orders: again, late, or of an order that nobody can read. */
export function announce(
  state: StoreState,
  said: Pick<StatusEvent, 'orderId' | 'state'> & Partial<StatusEvent>,
): void {
  const at = state.clock();
  const [domain = 'Marketplace'] = domainsOf(said.state);
  const event = { domain, lastState: null, lastChange: at, currentChange: at, ...said };
  for (const tell of state.listeners) tell(event);
}

const FULFILLMENT = new Set([
  'authorize-fulfillment',
  'window-to-cancel',
  'ready-for-handling',
  'start-handling',
  'handling',
]);
const BOTH = new Set(['invoice', 'invoiced', 'cancel', 'canceled', 'cancellation-requested']);

function domainsOf(status: string): StatusEvent['domain'][] {
  if (BOTH.has(status)) return ['Marketplace', 'Fulfillment'];
  return FULFILLMENT.has(status) ? ['Fulfillment'] : ['Marketplace'];
}

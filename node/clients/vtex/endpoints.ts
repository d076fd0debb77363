import { fitsPath } from '../../core/id';
import type { Resource } from './resources';
import type { VtexRequest } from './transport';

/** One VTEX endpoint, with what an app key needs to be let in. */
export interface Endpoint {
  method: VtexRequest['method'];
  /** With `{placeholders}` for the ids. */
  path: string;
  /** Keys of License Manager resources; any one of them is enough. Least powerful first. */
  resources: readonly Resource[];
}

const viewOrder: Resource[] = ['OMSViewer', 'AcessaTodosPedidos'];
const listOrders: Resource[] = ['ListOrders', 'AcessaTodosPedidos'];
const feedAndHook: Resource[] = ['FeedHookV3Admin'];
const seeLogistics: Resource[] = ['LogisticsViewer', 'LogisticsAdmin'];
const seeInventory: Resource[] = ['InventoryViewer', 'InventoryAdmin', ...seeLogistics];
const changeInventory: Resource[] = ['InventoryAdmin', 'LogisticsAdmin'];
const changeReservations: Resource[] = ['LogisticsAdmin'];

const logistics = '/api/logistics/pvt';

/**
 * Every endpoint Holdfast calls. Paths and permissions are those of VTEX's OpenAPI files; the list of
 * reservations names the warehouse first, the inventory endpoints the SKU first.
 */
export const endpoints = {
  getOrder: { method: 'GET', path: '/api/oms/pvt/orders/{orderId}', resources: viewOrder },
  listOrders: { method: 'GET', path: '/api/oms/pvt/orders', resources: listOrders },
  getHookConfig: { method: 'GET', path: '/api/orders/hook/config', resources: feedAndHook },
  saveHookConfig: { method: 'POST', path: '/api/orders/hook/config', resources: feedAndHook },
  deleteHookConfig: { method: 'DELETE', path: '/api/orders/hook/config', resources: feedAndHook },
  getFeedConfig: { method: 'GET', path: '/api/orders/feed/config', resources: feedAndHook },
  saveFeedConfig: { method: 'POST', path: '/api/orders/feed/config', resources: feedAndHook },
  deleteFeedConfig: { method: 'DELETE', path: '/api/orders/feed/config', resources: feedAndHook },
  readFeed: { method: 'GET', path: '/api/orders/feed', resources: feedAndHook },
  commitFeed: { method: 'POST', path: '/api/orders/feed', resources: feedAndHook },
  listWarehouses: { method: 'GET', path: `${logistics}/configuration/warehouses`, resources: seeLogistics },
  getBalance: { method: 'GET', path: `${logistics}/inventory/skus/{skuId}`, resources: seeInventory },
  getInventoryRows: {
    method: 'GET',
    path: `${logistics}/inventory/items/{skuId}/warehouses/{warehouseId}`,
    resources: seeInventory,
  },
  updateInventory: {
    method: 'PUT',
    path: `${logistics}/inventory/skus/{skuId}/warehouses/{warehouseId}`,
    resources: changeInventory,
  },
  listReservations: {
    method: 'GET',
    path: `${logistics}/inventory/reservations/{warehouseId}/{skuId}`,
    resources: seeLogistics,
  },
  getReservation: {
    method: 'GET',
    path: `${logistics}/inventory/reservations/{reservationId}`,
    resources: seeLogistics,
  },
  acknowledgeReservation: {
    method: 'POST',
    path: `${logistics}/inventory/reservations/{reservationId}/acknowledge`,
    resources: changeReservations,
  },
  cancelReservation: {
    method: 'POST',
    path: `${logistics}/inventory/reservations/{reservationId}/cancel`,
    resources: changeReservations,
  },
} as const satisfies Record<string, Endpoint>;

export interface CallInput {
  /** By placeholder. */
  ids?: Record<string, string>;
  query?: VtexRequest['query'];
  body?: unknown;
}

/** The request for an endpoint, ids encoded. Null when an id cannot stand in a path (`fitsPath`). */
export function requestTo(endpoint: Endpoint, input: CallInput): VtexRequest | null {
  let addressable = true;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = input.ids?.[name] ?? '';
    if (!fitsPath(id)) addressable = false;
    return addressable ? encodeURIComponent(id) : '';
  });
  if (!addressable) return null;
  const { query, body } = input;
  return { method: endpoint.method, path, endpoint: endpoint.path, query, body };
}

/** `PUT /api/logistics/...`: how logs, metrics and the rate limit name an endpoint. */
export function endpointName(endpoint: Endpoint): string {
  return `${endpoint.method} ${endpoint.path}`;
}

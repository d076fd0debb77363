import type { Query } from '../api/query-string';
import { formatHash } from './route';

/** Every address inside the panel is made here. */
export const places = {
  overview: () => formatHash([]),
  log: (query: Query = {}) => formatHash(['log'], query),
  orders: (query: Query = {}) => formatHash(['orders'], query),
  order: (orderId: string) => formatHash(['orders', orderId]),
  stock: (query: Query = {}) => formatHash(['stock'], query),
  position: (skuId: string, warehouseId: string) => formatHash(['stock', skuId, warehouseId]),
  recommendations: (query: Query = {}) => formatHash(['recommendations'], query),
  deliveries: (query: Query = {}) => formatHash(['deliveries'], query),
  reconciliations: () => formatHash(['reconciliations']),
  reconciliation: (reconciliationId: string) => formatHash(['reconciliations', reconciliationId]),
  settings: () => formatHash(['settings']),
};

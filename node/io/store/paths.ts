import { asOrderId, asSkuId, asWarehouseId, type LockId, type OrderId, type PlanId } from '../../core/id';
import { type Position, positionKey } from '../../core/position';
import { documentPath, folderPath } from '../documents/document-path';

/** Where everything is kept. */
export const orderPath = (orderId: OrderId) => documentPath('orders', orderId);
export const positionPath = ({ skuId, warehouseId }: Position) =>
  documentPath('positions', skuId, warehouseId);
export const streamPath = (name: string) => documentPath('streams', name);
export const removedPath = ({ skuId, warehouseId }: Position) => documentPath('removed', skuId, warehouseId);
export const totalPath = ({ skuId, warehouseId }: Position) => documentPath('totals', skuId, warehouseId);
export const lockPath = (lockId: LockId) => documentPath('locks', lockId);
export const planPath = (planId: PlanId) => documentPath('plans', planId);
export const leasePath = (name: string) => documentPath('leases', name);
export const settingPath = (key: string) => documentPath('settings', key);
export const TRUST_PATH = documentPath('account', 'trust');
export const REPORTS_PATH = documentPath('account', 'reconciliations');
export const reportPath = (reconciliationId: string) => documentPath('reconciliations', reconciliationId);
export const openingPath = ({ skuId, warehouseId }: Position) =>
  documentPath('reconciled', skuId, warehouseId);

/** Markers: supersets, written before the commit that makes them true. */
export const activeOrderPath = (orderId: OrderId) => documentPath('active', 'orders', orderId);
export const waitingStreamPath = (name: string) => documentPath('active', 'streams', name);
export const settledPath = ({ skuId, warehouseId }: Position, orderId: OrderId) =>
  documentPath('settled', skuId, warehouseId, orderId);
export const executingPath = ({ skuId, warehouseId }: Position) =>
  documentPath('executing', skuId, warehouseId);

export const FOLDERS = {
  orders: folderPath('orders'),
  positions: folderPath('positions'),
  plans: folderPath('plans'),
  activeOrders: folderPath('active', 'orders'),
  waitingStreams: folderPath('active', 'streams'),
  settled: folderPath('settled'),
  executing: folderPath('executing'),
} as const;

/** The document that keeps a stream: the order's, the position's, or one of its own. */
export type StreamHome =
  | { kind: 'order'; orderId: OrderId }
  | { kind: 'position'; position: Position }
  | { kind: 'stream'; name: string };

export function homeOf(stream: string): StreamHome {
  if (stream.startsWith('order/'))
    return { kind: 'order', orderId: asOrderId(stream.slice('order/'.length)) };
  const position = stream.startsWith('position/') ? positionOf(stream.slice('position/'.length)) : null;
  return position === null ? { kind: 'stream', name: stream } : { kind: 'position', position };
}

function positionOf(key: string): Position | null {
  const [sku, warehouse, ...more] = key.split('/');
  if (sku === undefined || warehouse === undefined || more.length > 0) return null;
  try {
    const position = {
      skuId: asSkuId(decodeURIComponent(sku)),
      warehouseId: asWarehouseId(decodeURIComponent(warehouse)),
    };
    return positionKey(position) === key ? position : null;
  } catch {
    return null;
  }
}

/** The position of a path whose name leads with a folder: `positions/{skuId}/{warehouseId}`. */
export function positionAt([, skuId = '', warehouseId = '']: readonly string[]): Position {
  return { skuId: asSkuId(skuId), warehouseId: asWarehouseId(warehouseId) };
}

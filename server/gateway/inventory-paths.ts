import { isId } from '@holdfast/node/core/id';

const INVENTORY = '/api/logistics/pvt/inventory';

export interface InventoryRead {
  path: string;
  /** What of the query goes on. */
  query: readonly string[];
}

/** "Inventory by SKU and warehouse": a row for each dock or supply lot. */
export const ROWS_PATH = `${INVENTORY}/items/{skuId}/warehouses/{warehouseId}`;
/** "Update inventory by SKU and warehouse". */
export const POSITION_PATH = `${INVENTORY}/skus/{skuId}/warehouses/{warehouseId}`;
export const QUANTITY_PATH = `${POSITION_PATH}/quantity`;

/** VTEX's reads of inventory and reservations that are passed on. */
const READS: readonly InventoryRead[] = [
  { path: `${INVENTORY}/skus/{skuId}`, query: [] },
  { path: ROWS_PATH, query: [] },
  { path: `${ROWS_PATH}/dispatched`, query: [] },
  { path: `${ROWS_PATH}/supplyLots`, query: [] },
  { path: `${INVENTORY}/items/{skuId}/docks/{dockId}`, query: [] },
  { path: `${INVENTORY}/items/{skuId}/docks/{dockId}/warehouses/{warehouseId}`, query: [] },
  { path: `${INVENTORY}/reservations/{reservationId}`, query: [] },
  { path: `${INVENTORY}/reservations/{warehouseId}/{skuId}`, query: ['page', 'perPage'] },
];

export type Asked =
  /** None of inventory: nothing of the gateway's. */
  | { kind: 'other' }
  | { kind: 'nothing-here' }
  | { kind: 'not-served' }
  | { kind: 'bad-id' }
  | { kind: 'read'; read: InventoryRead; ids: Record<string, string> }
  /** `partly`: the lead time is not of this call (`PATCH .../quantity`). */
  | { kind: 'write'; method: 'PUT' | 'PATCH'; partly: boolean; skuId: string; warehouseId: string };

/**
 * What a request asks of the gateway, by VTEX's own paths.
 *
 * | method | path | |
 * |---|---|---|
 * | PUT | `.../inventory/skus/{skuId}/warehouses/{warehouseId}` | write |
 * | PATCH | `.../quantity` of it | write |
 * | GET | one of `READS` | read |
 * | GET | any other below `.../inventory` | nothing here |
 * | any other | below `.../inventory` or `/availability` | not served |
 */
export function askedOf(method: string, path: string): Asked {
  const plain = path.replace(/\/+$/, '');
  const isBatch = /^\/availability(\/|$)/i.test(plain);
  if (!isBatch && !isBelow(plain)) return { kind: 'other' };
  if (isBatch) return { kind: 'not-served' };
  if (method === 'GET' || method === 'HEAD') return readOf(plain);
  const put = method === 'PUT' ? idsIn(POSITION_PATH, plain) : null;
  const patch = method === 'PATCH' ? idsIn(QUANTITY_PATH, plain) : null;
  const ids = put ?? patch;
  if (ids === null) return { kind: 'not-served' };
  const { skuId = '', warehouseId = '' } = ids;
  if (!isId(skuId) || !isId(warehouseId)) return { kind: 'bad-id' };
  return { kind: 'write', method: put === null ? 'PATCH' : 'PUT', partly: put === null, skuId, warehouseId };
}

function isBelow(path: string): boolean {
  const lower = path.toLowerCase();
  return lower === INVENTORY || lower.startsWith(`${INVENTORY}/`);
}

function readOf(path: string): Asked {
  for (const read of READS) {
    const ids = idsIn(read.path, path);
    if (ids === null) continue;
    return Object.values(ids).every(isId) ? { kind: 'read', read, ids } : { kind: 'bad-id' };
  }
  return { kind: 'nothing-here' };
}

/** The ids that stand where the pattern has its braces; null when it is another path. VTEX's own words may come in any case. */
function idsIn(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  if (wanted.length !== parts.length) return null;
  const ids: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const word = wanted[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(word)?.[1];
    if (name === undefined) {
      if (word.toLowerCase() !== part.toLowerCase()) return null;
    } else ids[name] = decoded(part);
  }
  return ids;
}

/** A part that is no encoding of anything is no id either. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

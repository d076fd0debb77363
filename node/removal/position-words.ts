import type { Position } from '../core/position';

/** As a log sentence names a position. */
export function positionWords({ skuId, warehouseId }: Position): string {
  return `SKU ${skuId} in warehouse ${warehouseId}`;
}

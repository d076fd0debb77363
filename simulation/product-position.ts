import { asSkuId, asWarehouseId } from '@holdfast/node/core/id';
import type { Position } from '@holdfast/node/core/position';

/** A position of the shop's, in the product's words. */
export function productPosition(shops: { skuId: string; warehouseId: string }): Position {
  return { skuId: asSkuId(shops.skuId), warehouseId: asWarehouseId(shops.warehouseId) };
}

import { asSkuId, asWarehouseId } from '../../core/id';
import type { KitPart } from '../../core/order/order';
import { field } from './complaint';

const ID_NAMES = ['skuId', 'itemId', 'id'];

/**
 * The parts of a kit, from `kitItemDetails` (elements `{itemId, warehouseId}`: "Outdated checkout API deprecation")
 * or from a line's `components`, whose shape no public example shows. Texts are SKU ids; objects are searched for an
 * id, a warehouse and a quantity; anything else is left out.
 */
export function readKitParts(details: unknown): KitPart[] {
  if (!Array.isArray(details)) return [];
  return details.flatMap((entry: unknown): KitPart[] => {
    if (typeof entry === 'string' && entry !== '')
      return [{ skuId: asSkuId(entry), warehouseId: null, quantityPerKit: null }];
    if (typeof entry !== 'object' || entry === null) return [];
    const record: Record<string, unknown> = { ...entry };
    const skuId = ID_NAMES.map((name) => field(record, name)).find((value) => isId(value));
    const quantity = field(record, 'quantity');
    const warehouseId = field(record, 'warehouseId');
    if (skuId === undefined) return [];
    return [
      {
        skuId: asSkuId(String(skuId)),
        warehouseId: isId(warehouseId) ? asWarehouseId(String(warehouseId)) : null,
        quantityPerKit: typeof quantity === 'number' && Number.isInteger(quantity) ? quantity : null,
      },
    ];
  });
}

function isId(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

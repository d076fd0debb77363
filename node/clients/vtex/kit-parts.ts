import type { KitPart } from '../../core/order/order';
import { field } from './complaint';

const ID_NAMES = ['skuId', 'itemId', 'id'];

/**
 * `kitItemDetails` as far as it can be understood: VTEX documents a list of strings, never shows one that is
 * not empty, and other clients guess objects. Texts are SKU ids; objects are searched for an id and a
 * quantity; anything else is left out.
 */
export function readKitParts(details: unknown): KitPart[] {
  if (!Array.isArray(details)) return [];
  return details.flatMap((entry: unknown): KitPart[] => {
    if (typeof entry === 'string' && entry !== '') return [{ skuId: entry, quantityPerKit: null }];
    if (typeof entry !== 'object' || entry === null) return [];
    const record: Record<string, unknown> = { ...entry };
    const skuId = ID_NAMES.map((name) => field(record, name)).find((value) => isId(value));
    const quantity = field(record, 'quantity');
    if (skuId === undefined) return [];
    return [
      {
        skuId: String(skuId),
        quantityPerKit: typeof quantity === 'number' && Number.isInteger(quantity) ? quantity : null,
      },
    ];
  });
}

function isId(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

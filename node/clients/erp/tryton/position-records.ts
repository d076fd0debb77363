import { z } from 'zod';
import type { Position } from '../../../core/position';
import { rowsOf } from './rows';
import type { Tryton } from './tryton';

export interface PositionRecords {
  productId: number;
  warehouseId: number;
  storageId: number;
  outputId: number;
}

/** Throws a `TrytonFailed` of kind `missing` when Tryton knows no such product or warehouse. */
export async function findRecords(
  { catalogue }: Tryton,
  position: Position,
  needed = true,
): Promise<PositionRecords> {
  const { id: warehouseId, storageId, outputId } = await catalogue.warehouse(position.warehouseId, needed);
  const { id: productId } = await catalogue.product(position.skuId, needed);
  return { productId, warehouseId, storageId, outputId };
}

const productRow = z.object({ id: z.int(), quantity: z.number().nullable() });

/** Physically there; a location's children count with it. */
export async function unitsIn(
  tryton: Tryton,
  productId: number,
  locationIds: readonly number[],
): Promise<number> {
  const { context } = await tryton.catalogue.company();
  const answer = await tryton.rpc.call('product.product.read', [[productId], ['quantity']], {
    ...context,
    locations: locationIds,
    with_childs: true,
  });
  const [row] = rowsOf(productRow, 'stock', answer);
  return row?.quantity ?? 0;
}

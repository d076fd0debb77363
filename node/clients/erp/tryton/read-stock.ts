import { instantOfMs } from '../../../core/instant';
import type { Position } from '../../../core/position';
import type { ErpStock } from '../connector';
import { failureOf } from './failure';
import { heldAt } from './held';
import { findRecords, type PositionRecords, unitsIn } from './position-records';
import type { Tryton } from './tryton';

/**
 * What is on hand at each position, goods of open shipments included: what lies in storage and what was picked
 * and waits in the output. Goods still in the input are not for sale yet and are left out. One entry for each
 * position, in their order; units are null where Tryton has no such product or warehouse.
 */
export async function readStock(tryton: Tryton, positions: readonly Position[]): Promise<ErpStock[]> {
  const stock: ErpStock[] = [];
  for (const position of positions) stock.push(await stockAt(tryton, position));
  return stock;
}

async function stockAt(tryton: Tryton, position: Position): Promise<ErpStock> {
  const countedAt = instantOfMs(tryton.now());
  const records = await recordsOrNull(tryton, position);
  if (records === null) return { position, onHand: null, countedAt, reservations: null };
  const onHand = await unitsIn(tryton, records.productId, [records.storageId, records.outputId]);
  const held = await heldAt(tryton, records);
  return {
    position,
    onHand,
    countedAt,
    reservations: held
      .filter(({ key }) => key.skuId === position.skuId && key.warehouseId === position.warehouseId)
      .map(({ key, quantity, status }) => ({ lockId: key.lockId, quantity, status })),
  };
}

async function recordsOrNull(tryton: Tryton, position: Position): Promise<PositionRecords | null> {
  try {
    return await findRecords(tryton, position, false);
  } catch (error) {
    if (failureOf(error)?.kind === 'missing') return null;
    throw error;
  }
}

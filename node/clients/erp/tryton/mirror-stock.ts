import type { StockTold } from './change';
import { compareStock } from './compare-stock';
import { fail } from './failure';
import { heldAt } from './held';
import { findRecords, type PositionRecords, unitsIn } from './position-records';
import type { Tryton } from './tryton';
import { writeStock } from './write-stock';

/** So often a comparison that was to be written waits for the two books to speak of the same moment. */
const PATIENCE_ATTEMPTS = 4;

/**
 * Compares VTEX's numbers after a proven update with Tryton's, and says what it found. With `ERP_STOCK_WRITE` a
 * difference is written into Tryton as an inventory. Doing it again finds no difference and writes nothing.
 */
export async function mirrorStock(tryton: Tryton, told: StockTold, attempts: number): Promise<string> {
  const records = await findRecords(tryton, told);
  const inStorage = await unitsIn(tryton, records.productId, [records.storageId]);
  const onHand = await unitsIn(tryton, records.productId, [records.storageId, records.outputId]);
  const compared = compareStock(told, await heldAt(tryton, records), onHand);
  if (compared.kind === 'not-yet') {
    const why = `Tryton has ${onHand} on hand and VTEX a total of ${told.totalQuantity}; they cannot be compared yet: ${compared.why}.`;
    if (!tryton.settings.stockWrite) return why;
    if (attempts >= PATIENCE_ATTEMPTS)
      return `${why} Nothing was written; the next update of VTEX compares again.`;
    return fail({ kind: 'later', message: `The ERP's stock is not written yet. ${why}` });
  }
  const difference = compared.expected - onHand;
  if (difference === 0) return `Tryton's ${onHand} on hand agree with VTEX's total of ${told.totalQuantity}.`;
  const differs = `Tryton has ${onHand} on hand, by VTEX's total of ${told.totalQuantity} it should be ${compared.expected} (${signed(difference)}).`;
  if (!tryton.settings.stockWrite) return `${differs} Nothing was written, since ERP_STOCK_WRITE is not set.`;
  return `${differs} ${await written(tryton, told, records, { inStorage, difference })}`;
}

async function written(
  tryton: Tryton,
  told: StockTold,
  records: PositionRecords,
  { inStorage, difference }: { inStorage: number; difference: number },
): Promise<string> {
  const quantity = inStorage + difference;
  if (quantity < 0) {
    return fail({
      kind: 'by-hand',
      message: `The ERP (Tryton) would have ${quantity} units of SKU ${told.skuId} in storage: count them, and put right what lies in the output, then retry.`,
    });
  }
  const number = await writeStock(tryton, { planId: told.planId, records, expected: inStorage, quantity });
  return `Inventory ${number} set its storage from ${inStorage} to ${quantity}.`;
}

function signed(units: number): string {
  return units > 0 ? `+${units}` : String(units);
}

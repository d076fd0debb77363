import { z } from 'zod';
import type { PlanId } from '../../../core/id';
import { fail } from './failure';
import type { PositionRecords } from './position-records';
import { press } from './press';
import { rowsOf } from './rows';
import type { Tryton } from './tryton';

export interface StockCorrection {
  planId: PlanId;
  records: PositionRecords;
  /** Units in storage that the decision rests on. */
  expected: number;
  quantity: number;
}

const MODEL = 'stock.inventory';
const inventoryRow = z.object({
  id: z.int(),
  state: z.string(),
  'lines.': z.array(z.object({ expected_quantity: z.number(), quantity: z.number().nullable() })),
});

/**
 * Books a difference as an inventory, numbered after the plan. Tryton fixes the difference to book when the
 * inventory is created or written, not when it is confirmed; so it is written right before, and what Tryton then
 * expects must still be what we decided on. Goods that leave after that change nothing about the difference.
 */
export async function writeStock(tryton: Tryton, correction: StockCorrection): Promise<string> {
  const { rpc, catalogue } = tryton;
  const { context } = await catalogue.company();
  const { records, expected, quantity } = correction;
  const number = `holdfast-${correction.planId}`;
  const left = await find(tryton, number);
  // One that was confirmed has been counted in what we read; one left as a draft rests on an older reading.
  for (const { id } of left.filter(({ state }) => state === 'draft')) await drop(tryton, id);
  const lines = [['create', [{ product: records.productId, quantity }]]];
  const draft = { number, location: records.storageId, lines };
  const [id] = z.array(z.int()).parse(await rpc.call(`${MODEL}.create`, [[draft]], context));
  if (id === undefined) return fail({ kind: 'fault', message: 'no inventory was created' });
  await rpc.call(`${MODEL}.write`, [[id], {}], context);
  const [line] = (await find(tryton, number)).find((one) => one.id === id)?.['lines.'] ?? [];
  if (line?.expected_quantity !== expected) {
    await drop(tryton, id);
    fail({ kind: 'concurrency', message: 'The stock moved meanwhile.' });
  }
  await press(tryton, 'confirm', { model: MODEL, id }, () => undefined);
  const after = (await find(tryton, number)).find((one) => one.id === id);
  if (after?.state !== 'done') {
    fail({
      kind: 'later',
      message: `Inventory ${number} in the ERP (Tryton) is not confirmed: look at it there.`,
    });
  }
  return number;
}

async function find(tryton: Tryton, number: string) {
  const { context } = await tryton.catalogue.company();
  const answer = await tryton.rpc.call(
    `${MODEL}.search_read`,
    [
      [['number', '=', number]],
      0,
      null,
      [['id', 'ASC']],
      ['state', 'lines.expected_quantity', 'lines.quantity'],
    ],
    context,
  );
  return rowsOf(inventoryRow, 'inventories', answer);
}

function drop(tryton: Tryton, id: number): Promise<unknown> {
  return press(tryton, 'delete', { model: MODEL, id }, () => undefined);
}

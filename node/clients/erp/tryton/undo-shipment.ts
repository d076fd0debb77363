import { z } from 'zod';
import type { Change } from './change';
import { readShipment } from './drive-shipment';
import { fail } from './failure';
import { press } from './press';
import { rowsOf } from './rows';
import type { Shipment } from './shipment';
import type { Tryton } from './tryton';

type OnWarning = (message: string) => void;

/** Cancels a shipment that is not done. What was picked goes back: cancelling alone leaves it in the output. */
export async function cancelShipment(
  tryton: Tryton,
  shipment: Shipment,
  change: Change,
  onWarning: OnWarning,
): Promise<void> {
  const { id, timestamp } = shipment;
  await press(tryton, 'cancel', { model: 'stock.shipment.out', id, timestamp }, onWarning);
  const after = await readShipment(tryton, id);
  if (after.state !== 'cancelled') {
    fail({
      kind: 'later',
      message: `Shipment ${after.number} in the ERP (Tryton) stays ${after.state} although "cancel" was pressed: look at it there.`,
    });
  }
  await putBack(tryton, after, change, onWarning);
}

const moveRow = z.object({ id: z.int(), state: z.string() });

/**
 * Moves the picked goods of a cancelled shipment from output back to storage. The move's origin is the pick it
 * undoes: that is how a second attempt finds it.
 */
export async function putBack(
  tryton: Tryton,
  shipment: Shipment,
  change: Change,
  onWarning: OnWarning,
): Promise<void> {
  const picks = shipment.inventory.filter(({ state }) => state === 'done');
  if (picks.length === 0) return;
  const { catalogue, rpc } = tryton;
  const { context } = await catalogue.company();
  const warehouse = await catalogue.warehouse(change.warehouseId);
  const product = await catalogue.product(change.skuId);
  for (const pick of picks) {
    const origin = `stock.move,${pick.id}`;
    const made = await rpc.call(
      'stock.move.search_read',
      [[['origin', '=', origin]], 0, null, [['id', 'ASC']], ['state']],
      context,
    );
    const found = rowsOf(moveRow, 'moves', made).filter(({ state }) => state !== 'cancelled');
    if (found.some(({ state }) => state === 'done')) continue;
    const back = {
      product: product.id,
      uom: product.unitId,
      quantity: pick.quantity,
      from_location: warehouse.outputId,
      to_location: warehouse.storageId,
      origin,
    };
    const [id] =
      found.length > 0
        ? found.map((one) => one.id)
        : z.array(z.int()).parse(await rpc.call('stock.move.create', [[back]], context));
    if (id !== undefined) await press(tryton, 'do', { model: 'stock.move', id }, onWarning);
  }
}

const returnRow = z.object({
  id: z.int(),
  state: z.string(),
  'incoming_moves.': z.array(z.object({ quantity: z.number(), state: z.string() })),
});
type Return = z.output<typeof returnRow>;

/** Customer returns under a reference, cancelled ones left out. */
export async function findReturns(tryton: Tryton, reference: string): Promise<Return[]> {
  const { context } = await tryton.catalogue.company();
  const domain = [
    ['reference', '=', reference],
    ['state', '!=', 'cancelled'],
  ];
  const fields = ['state', 'incoming_moves.quantity', 'incoming_moves.state'];
  const answer = await tryton.rpc.call(
    'stock.shipment.out.return.search_read',
    [domain, 0, null, [['id', 'ASC']], fields],
    context,
  );
  return rowsOf(returnRow, 'customer returns', answer);
}

/** Takes goods back that a person in Tryton had sent before the order was canceled. */
export async function returnShipment(
  tryton: Tryton,
  reference: string,
  change: Change,
  quantity: number,
  onWarning: OnWarning,
): Promise<void> {
  const [begun] = await findReturns(tryton, reference);
  const id = begun?.id ?? (await createReturn(tryton, reference, change, quantity));
  for (const button of ['receive', 'done'] as const) {
    await press(tryton, button, { model: 'stock.shipment.out.return', id }, onWarning);
  }
  const after = (await findReturns(tryton, reference)).find((one) => one.id === id);
  if (after?.state === 'done') return;
  fail({
    kind: 'later',
    message: `The customer return with reference ${reference} in the ERP (Tryton) is not done (${after?.state ?? 'gone'}): look at it there.`,
  });
}

async function createReturn(
  { catalogue, rpc }: Tryton,
  reference: string,
  change: Change,
  quantity: number,
): Promise<number> {
  const [company, customer, warehouse, product] = [
    await catalogue.company(),
    await catalogue.customer(),
    await catalogue.warehouse(change.warehouseId),
    await catalogue.product(change.skuId),
  ];
  const move = {
    product: product.id,
    uom: product.unitId,
    quantity,
    from_location: customer.locationId,
    to_location: warehouse.inputId,
    unit_price: product.listPrice,
    currency: company.currencyId,
  };
  const back = {
    reference,
    customer: customer.id,
    delivery_address: customer.addressId,
    warehouse: warehouse.id,
    incoming_moves: [['create', [move]]],
  };
  const created = await rpc.call('stock.shipment.out.return.create', [[back]], company.context);
  const [id] = z.array(z.int()).parse(created);
  return id ?? fail({ kind: 'fault', message: 'no customer return was created' });
}

import type { Change } from './change';
import { readShipment } from './drive-shipment';
import { fail } from './failure';
import { tellShipment } from './notes';
import { callOn, press } from './press';
import { findShipments, quantityOf, rankOf, type Shipment } from './shipment';
import type { Tryton } from './tryton';
import { findReturns } from './undo-shipment';

/** Units that left under a reference and did not come back. */
export async function shippedUnits(tryton: Tryton, reference: string): Promise<number> {
  const done = await findShipments(tryton, [
    ['reference', '=', reference],
    ['state', '=', 'done'],
  ]);
  const returns = (await findReturns(tryton, reference)).filter(({ state }) => state === 'done');
  const back = returns.flatMap((one) => one['incoming_moves.']).filter(({ state }) => state !== 'cancelled');
  const sum = (moves: readonly { quantity: number }[]) =>
    moves.reduce((total, { quantity }) => total + quantity, 0);
  return done.reduce((total, one) => total + quantityOf(one), 0) - sum(back);
}

/**
 * From draft, "wait" makes the moves from storage to output anew. Stopped half way, a shipment in any later state
 * would go on with the old ones. No button leads from assigned straight to draft.
 */
async function backToDraft(
  tryton: Tryton,
  shipment: Shipment,
  onWarning: (message: string) => void,
): Promise<Shipment> {
  let current = shipment;
  for (const [state, button] of [
    ['assigned', 'wait'],
    ['waiting', 'draft'],
  ] as const) {
    if (current.state !== state) continue;
    const { id, timestamp } = current;
    await press(tryton, button, { model: 'stock.shipment.out', id, timestamp }, onWarning);
    current = await readShipment(tryton, id);
  }
  return current.state === 'draft'
    ? current
    : fail({ kind: 'concurrency', message: 'The shipment moved on.' });
}

/**
 * Gives a shipment the reservation's new quantity. An assigned one is assigned anew by the steps that follow; once
 * goods are picked only a person knows what to do with them.
 */
export async function changeQuantity(
  tryton: Tryton,
  shipment: Shipment,
  change: Change,
  onWarning: (message: string) => void,
): Promise<Shipment> {
  const { id, number, reference, state } = shipment;
  const [move, ...others] = shipment.outgoing.filter((one) => one.state !== 'cancelled');
  if (state === 'done') {
    fail({
      kind: 'by-hand',
      message: `The ERP (Tryton) has sent another quantity than the ${change.quantity} units of order ${change.orderId} (shipment ${number}): book the difference there as a shipment or a customer return with reference ${reference}, then retry.`,
    });
  }
  if (rankOf(state) > rankOf('assigned') || move === undefined || others.length > 0) {
    fail({
      kind: 'by-hand',
      message: `Shipment ${number} in the ERP (Tryton) is being packed with ${quantityOf(shipment)} units, but order ${change.orderId} now holds ${change.quantity}: change it there, then retry.`,
    });
  }
  const drafted = await backToDraft(tryton, shipment, onWarning);
  const moves = [['write', [move.id], { quantity: change.quantity }]];
  const record = { model: 'stock.shipment.out', id, timestamp: drafted.timestamp };
  await callOn(tryton, record, 'write', { outgoing_moves: moves });
  await tellShipment(tryton, id, change);
  return readShipment(tryton, id);
}

import { fail } from './failure';
import { type Button, press } from './press';
import { findShipments, type OpenState, quantityOf, rankOf, type Shipment } from './shipment';
import type { Tryton } from './tryton';

/** The one button that leads on from each state. */
const NEXT: Readonly<Record<Exclude<OpenState, 'done'>, Button>> = {
  draft: 'wait',
  waiting: 'assign_try',
  assigned: 'pick',
  picked: 'pack',
  packed: 'done',
};

/**
 * Takes a shipment to `target`, or leaves it where it is when it is as far. State is read back after every
 * button, since a button in a wrong state answers as if all were well (`wait` on an assigned shipment even frees
 * its goods): what counts is where the shipment is, not what was answered.
 */
export async function driveShipment(
  tryton: Tryton,
  shipment: Shipment,
  target: OpenState,
  onWarning: (message: string) => void,
): Promise<Shipment> {
  let current = shipment;
  while (
    current.state !== 'cancelled' &&
    current.state !== 'done' &&
    rankOf(current.state) < rankOf(target)
  ) {
    const button = NEXT[current.state];
    const record = { model: 'stock.shipment.out', id: current.id, timestamp: current.timestamp };
    const answer = await press(tryton, button, record, onWarning);
    if (button === 'assign_try' && answer !== true) await giveUpAssignment(tryton, current, onWarning);
    const after = await readShipment(tryton, current.id);
    if (after.state === current.state) {
      fail({
        kind: 'later',
        message: `Shipment ${current.number} in the ERP (Tryton) stays ${current.state} although "${button}" was pressed: look at it there.`,
      });
    }
    current = after;
  }
  return current;
}

/**
 * A "no" has reserved what there is all the same, and keeps it from others; `wait` frees it. Tryton's own word is
 * read back first: another process may have assigned it meanwhile, and `wait` would undo that.
 */
async function giveUpAssignment(
  tryton: Tryton,
  shipment: Shipment,
  onWarning: (message: string) => void,
): Promise<never> {
  const { id, number, state, timestamp } = await readShipment(tryton, shipment.id);
  if (state === 'waiting') {
    await press(tryton, 'wait', { model: 'stock.shipment.out', id, timestamp }, onWarning);
  }
  return fail({
    kind: 'later',
    message: `The ERP (Tryton) has too little stock to assign the ${quantityOf(shipment)} units of shipment ${number}: book the goods in there. What it could assign was freed again; it is tried again.`,
  });
}

export async function readShipment(tryton: Tryton, id: number): Promise<Shipment> {
  const [found] = await findShipments(tryton, [['id', '=', id]]);
  return found ?? fail({ kind: 'concurrency', message: 'The shipment is gone.' });
}

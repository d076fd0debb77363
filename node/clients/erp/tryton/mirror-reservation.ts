import type { Change } from './change';
import { changeQuantity, shippedUnits } from './change-quantity';
import { createShipment } from './create-shipment';
import { driveShipment } from './drive-shipment';
import { fail } from './failure';
import { newestTold, readTold, tellShipment } from './notes';
import { keepOneShipment, type OneShipment } from './one-shipment';
import { referenceOf } from './reference';
import { type OpenState, quantityOf, type Shipment } from './shipment';
import type { Tryton } from './tryton';
import { cancelShipment, putBack, returnShipment } from './undo-shipment';

/**
 * | reservation | shipment |
 * |---|---|
 * | authorized | draft |
 * | confirmed | waiting |
 * | acknowledged | assigned |
 * | invoiced, removed | done |
 * | canceled, expired | cancelled; what was picked put back; what was sent taken back by a customer return |
 *
 * A reservation only ever moves on in this order, but that an invoice outranks a cancellation (see
 * `core/reservation/stage.ts`), and so does its shipment: an older message that comes late finds it further on.
 * Where the state alone cannot tell late from new, the notes on the shipment do.
 */
const STATE_OF: Readonly<Record<Exclude<Change['status'], 'canceled' | 'expired'>, OpenState>> = {
  authorized: 'draft',
  confirmed: 'waiting',
  acknowledged: 'assigned',
  invoiced: 'done',
  removed: 'done',
};

const LATE = 'It came late: Tryton had a newer message of this reservation before, and stays as it is.';

/** Brings one reservation's shipment to where the reservation is; doing it again changes nothing. Returns what a person may want to know. */
export async function mirrorReservation(tryton: Tryton, change: Change): Promise<string | null> {
  const notes: string[] = [];
  const onWarning = (message: string) => notes.push(`Tryton asked, and was told yes: ${message}`);
  const found = await keepOneShipment(tryton, referenceOf(change));
  const { status } = change;
  const said =
    status === 'canceled' || status === 'expired'
      ? await undo(tryton, found, change, onWarning)
      : await forward(tryton, found, { ...change, target: STATE_OF[status] }, onWarning);
  if (said !== null) notes.push(said);
  return notes.length > 0 ? notes.join(' ') : null;
}

type OnWarning = (message: string) => void;

async function undo(
  tryton: Tryton,
  { live, cancelled }: OneShipment,
  change: Change,
  onWarning: OnWarning,
): Promise<string | null> {
  const last = live ?? cancelled.at(-1);
  if (last === undefined) return 'Tryton had no shipment of it.';
  const told = (await readTold(tryton, [last.id])).get(last.id) ?? [];
  if (newestTold(told) >= change.version)
    return told.some(({ version }) => version === change.version) ? null : LATE;
  if (live === null) {
    // Ours, if we were stopped after the button; a person who cancelled it saw to the goods as well.
    if (last.writtenBy === (await tryton.rpc.userId())) await putBack(tryton, last, change, onWarning);
  } else if (live.state === 'done') {
    await returnShipment(tryton, live.reference, change, quantityOf(live), onWarning);
  } else {
    await cancelShipment(tryton, live, change, onWarning);
  }
  await tellShipment(tryton, last.id, change);
  return live?.state === 'done'
    ? `Shipment ${live.number} had been sent in Tryton: its goods were taken back by a customer return.`
    : null;
}

async function forward(
  tryton: Tryton,
  found: OneShipment,
  change: Change & { target: OpenState },
  onWarning: OnWarning,
): Promise<string | null> {
  const live = found.live ?? (await newShipment(tryton, found.cancelled, change));
  if (live === null) return LATE;
  const fitted = await withQuantity(tryton, live, change, onWarning);
  if (fitted === null) return LATE;
  const reached = await driveShipment(tryton, fitted, change.target, onWarning);
  // Cancelled under our hands: the next attempt sees what that means.
  if (reached.state === 'cancelled') fail({ kind: 'concurrency', message: 'The shipment was cancelled.' });
  if (change.target === 'done') await tellShipment(tryton, reached.id, change);
  return null;
}

/** Null when the cancelled shipments that are there know a newer message. */
async function newShipment(
  tryton: Tryton,
  cancelled: readonly Shipment[],
  change: Change,
): Promise<Shipment | null> {
  const last = cancelled.at(-1);
  if (last !== undefined) {
    const told = [
      ...(
        await readTold(
          tryton,
          cancelled.map(({ id }) => id),
        )
      ).values(),
    ].flat();
    if (newestTold(told) >= change.version) return null;
    if (!told.some(({ status }) => status === 'canceled' || status === 'expired')) {
      fail({
        kind: 'by-hand',
        message: `Shipment ${last.number} was cancelled in the ERP (Tryton), but order ${change.orderId} still holds its goods: delete that shipment there and retry (a new one is made), or cancel the order in the store.`,
      });
    }
  }
  return (await createShipment(tryton, change)).live;
}

/** The shipment with as many units as the reservation; null when the message is late. */
async function withQuantity(
  tryton: Tryton,
  live: Shipment,
  change: Change,
  onWarning: OnWarning,
): Promise<Shipment | null> {
  if (live.state !== 'done' && quantityOf(live) === change.quantity) return live;
  if (live.state === 'done' && (await shippedUnits(tryton, live.reference)) === change.quantity) return live;
  const told = (await readTold(tryton, [live.id])).get(live.id) ?? [];
  if (newestTold(told) >= change.version) return null;
  return changeQuantity(tryton, live, change, onWarning);
}

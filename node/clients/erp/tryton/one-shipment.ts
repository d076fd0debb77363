import { fail, failureOf } from './failure';
import { press } from './press';
import { findShipments, rankOf, type Shipment } from './shipment';
import type { Tryton } from './tryton';

/** The shipments of one reference, once there is no more than one that counts. */
export interface OneShipment {
  /** The furthest one that is not cancelled. */
  live: Shipment | null;
  cancelled: Shipment[];
}

/**
 * Finds the shipment of a reference and takes away duplicates. Nothing in Tryton is unique, so two searches that
 * find nothing make two shipments: two processes with the same message, or a request that timed out and was
 * carried out late. Everybody goes by the same rule, so that all keep the same one: the furthest, of equals the
 * first. Only what we created ourselves is taken away, and only while no goods moved; the rest is a person's.
 */
export async function keepOneShipment(tryton: Tryton, reference: string): Promise<OneShipment> {
  const found = await findShipments(tryton, [['reference', '=', reference]]);
  const alive = found.filter(({ state }) => state !== 'cancelled');
  const [live = null, ...extras] = alive.sort((a, b) => rankOf(b.state) - rankOf(a.state) || a.id - b.id);
  if (extras.length > 0) {
    const ourselves = await tryton.rpc.userId();
    for (const extra of extras) await takeAway(tryton, extra, ourselves);
  }
  return { live, cancelled: found.filter(({ state }) => state === 'cancelled') };
}

async function takeAway(tryton: Tryton, extra: Shipment, ourselves: number): Promise<void> {
  // Goods that were shipped twice, or in two parts by a person: units are compared later.
  if (extra.state === 'done') return;
  if (extra.createdBy !== ourselves || rankOf(extra.state) > rankOf('assigned')) {
    fail({
      kind: 'by-hand',
      message: `The ERP (Tryton) has a second shipment (${extra.number}) with reference ${extra.reference}: cancel one of the two there, then retry.`,
    });
  }
  const { id, timestamp } = extra;
  const record = { model: 'stock.shipment.out', id, timestamp };
  try {
    await press(tryton, 'delete', record, () => undefined);
  } catch (error) {
    // A user of the group "Stock" may not delete; a cancelled one holds nothing either.
    if (failureOf(error)?.kind !== 'user-error') throw error;
    await press(tryton, 'cancel', record, () => undefined);
  }
}

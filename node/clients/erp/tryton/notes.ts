import { z } from 'zod';
import type { ReservationStatus } from '../../../core/reservation/reservation';
import { rowsOf } from './rows';
import type { Tryton } from './tryton';

/** What a shipment's own state cannot say, as a note on it: a person reads it, and so do we. */
export interface Told {
  version: number;
  status: ReservationStatus;
}

const SENTENCES: Readonly<Record<ReservationStatus, string>> = {
  authorized: 'the store holds these units.',
  confirmed: 'the payment is confirmed.',
  acknowledged: 'the order is being handled.',
  invoiced: 'invoiced in the store; the store still counts these units.',
  removed: "invoiced, and taken out of the store's stock.",
  canceled: 'the order was canceled in the store.',
  expired: 'the reservation expired in the store.',
};
const SHAPE = /^Holdfast v(\d+) ([a-z]+):/;
const noteRow = z.object({ id: z.int(), resource: z.string(), message: z.string().nullable() });
const statuses = z.enum(Object.keys(SENTENCES) as [ReservationStatus, ...ReservationStatus[]]);

/** Everything we noted on each of these shipments, by shipment id. */
export async function readTold(tryton: Tryton, shipmentIds: readonly number[]): Promise<Map<number, Told[]>> {
  const told = new Map<number, Told[]>(shipmentIds.map((id) => [id, []]));
  if (shipmentIds.length === 0) return told;
  const { context } = await tryton.catalogue.company();
  const domain = [['resource', 'in', shipmentIds.map(resourceOf)]];
  const answer = await tryton.rpc.call(
    'ir.note.search_read',
    [domain, 0, null, [['id', 'ASC']], ['resource', 'message']],
    context,
  );
  for (const { resource, message } of rowsOf(noteRow, 'notes', answer)) {
    const found = SHAPE.exec(message ?? '');
    const status = statuses.safeParse(found?.[2]);
    const ofShipment = told.get(Number(resource.split(',')[1]));
    if (found && status.success && ofShipment) {
      ofShipment.push({ version: Number(found[1]), status: status.data });
    }
  }
  return told;
}

/** The newest version that was noted; 0 when none was. */
export function newestTold(told: readonly Told[]): number {
  return Math.max(0, ...told.map(({ version }) => version));
}

/** Writes the note once, however often it is told. */
export async function tellShipment(
  tryton: Tryton,
  shipmentId: number,
  change: Told & { occurredAt: string },
): Promise<void> {
  const told = (await readTold(tryton, [shipmentId])).get(shipmentId) ?? [];
  if (told.some(({ version }) => version === change.version)) return;
  const { context } = await tryton.catalogue.company();
  const { version, status, occurredAt } = change;
  const message = `Holdfast v${version} ${status}: ${SENTENCES[status]} (${occurredAt})`;
  await tryton.rpc.call('ir.note.create', [[{ resource: resourceOf(shipmentId), message }]], context);
}

function resourceOf(shipmentId: number): string {
  return `stock.shipment.out,${shipmentId}`;
}

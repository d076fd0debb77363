import type { BookedLine } from '../connector-contract';
import type { Models } from './models';
import { movesOf } from './stock';

const STATUS: Readonly<Record<string, string>> = {
  draft: 'authorized',
  waiting: 'confirmed',
  assigned: 'acknowledged',
  done: 'invoiced',
  cancelled: 'canceled',
};

/** The fake's shipments as reservations; what the notes on them say comes before their state. */
export function bookedIn({ tables }: Models): BookedLine[] {
  return tables.of('stock.shipment.out').map((shipment) => {
    const reference = String(shipment.reference).split('/').map(decodeURIComponent);
    const [, orderId = '', lockId = '', skuId = '', warehouseId = ''] = reference;
    const notes = tables
      .of('ir.note')
      .filter(({ resource }) => resource === `stock.shipment.out,${shipment.id}`);
    const ended = notes.flatMap(
      ({ message }) => /^Holdfast v\d+ (removed|expired):/.exec(String(message))?.[1] ?? [],
    );
    const quantity = movesOf(tables, shipment, { from: 2 }).reduce(
      (sum, move) => sum + Number(move.quantity),
      0,
    );
    const status = ended.at(-1) ?? STATUS[String(shipment.state)] ?? String(shipment.state);
    return { orderId, lockId, skuId, warehouseId, quantity, status };
  });
}

import type { OrderId } from '../../../core/id';
import type { ReservationKey, ReservationStatus } from '../../../core/reservation/reservation';
import { readTold, type Told } from './notes';
import type { PositionRecords } from './position-records';
import { readReference } from './reference';
import { findShipments, quantityOf, type Shipment, type ShipmentState } from './shipment';
import type { Tryton } from './tryton';
import { wireDateTime } from './wire-values';

/** One shipment of ours, as the reservation it stands for. */
export interface Held {
  key: ReservationKey & { account: string; orderId: OrderId };
  quantity: number;
  status: ReservationStatus;
}

/** What ended longer ago is not read again. */
const ENDED_WITHIN_MS = 30 * 24 * 60 * 60 * 1000;
const PAGE = 500;

/** Every reservation Tryton holds for one product in one warehouse, ended ones of the last thirty days too. */
export async function heldAt(tryton: Tryton, { productId, warehouseId }: PositionRecords): Promise<Held[]> {
  const ended = wireDateTime(tryton.now() - ENDED_WITHIN_MS);
  const domain = [
    ['warehouse', '=', warehouseId],
    ['moves.product', '=', productId],
    [
      'OR',
      ['state', 'not in', ['done', 'cancelled']],
      ['write_date', '>', ended],
      ['create_date', '>', ended],
    ],
  ];
  const held: Held[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const shipments = await findShipments(tryton, domain, { offset, limit: PAGE });
    held.push(...(await reservationsOf(tryton, shipments)));
    if (shipments.length < PAGE) return held;
  }
}

async function reservationsOf(tryton: Tryton, shipments: readonly Shipment[]): Promise<Held[]> {
  const ours = shipments.flatMap((shipment) => {
    const key = readReference(shipment.reference);
    return key === null ? [] : [{ shipment, key }];
  });
  const ended = ours.filter(({ shipment }) => shipment.state === 'done' || shipment.state === 'cancelled');
  const told = await readTold(
    tryton,
    ended.map(({ shipment }) => shipment.id),
  );
  return ours.map(({ shipment, key }) => ({
    key,
    quantity: quantityOf(shipment),
    status: statusOf(shipment.state, told.get(shipment.id) ?? []),
  }));
}

const STATUS_OF: Readonly<Record<ShipmentState, ReservationStatus>> = {
  draft: 'authorized',
  waiting: 'confirmed',
  assigned: 'acknowledged',
  picked: 'acknowledged',
  packed: 'acknowledged',
  done: 'invoiced',
  cancelled: 'canceled',
};

/** The state says how far it is; how it ended, the newest note says. */
function statusOf(state: ShipmentState, told: readonly Told[]): ReservationStatus {
  const newest = told.reduce<Told | null>(
    (one, other) => (one && one.version > other.version ? one : other),
    null,
  );
  const ends: readonly ReservationStatus[] =
    state === 'done' ? ['invoiced', 'removed', 'canceled', 'expired'] : ['canceled', 'expired'];
  if ((state === 'done' || state === 'cancelled') && newest && ends.includes(newest.status))
    return newest.status;
  return STATUS_OF[state];
}

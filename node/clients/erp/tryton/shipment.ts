import { z } from 'zod';
import { rowsOf } from './rows';
import type { Tryton } from './tryton';

/** How far a shipment is; `cancelled` stands apart. */
export const SHIPMENT_STATES = ['draft', 'waiting', 'assigned', 'picked', 'packed', 'done'] as const;
export type OpenState = (typeof SHIPMENT_STATES)[number];
export type ShipmentState = OpenState | 'cancelled';

export interface Move {
  id: number;
  state: string;
  quantity: number;
}

export interface Shipment {
  id: number;
  number: string;
  reference: string;
  state: ShipmentState;
  /** Given back with a write, it makes Tryton refuse one that rests on an older reading. */
  timestamp: string;
  createdBy: number | null;
  /** Who changed it last; null when nobody did since it was created. */
  writtenBy: number | null;
  /** To the customer; their quantity is the reservation's. */
  outgoing: Move[];
  /** From storage to output; done once the goods are picked. */
  inventory: Move[];
}

const move = z.object({ id: z.int(), state: z.string(), quantity: z.number() });
const row = z.object({
  id: z.int(),
  number: z.string().nullable(),
  reference: z.string().nullable(),
  state: z.enum([...SHIPMENT_STATES, 'cancelled']),
  _timestamp: z.string(),
  create_uid: z.int().nullable(),
  write_uid: z.int().nullable(),
  'outgoing_moves.': z.array(move),
  'inventory_moves.': z.array(move),
});

const FIELDS = [
  'number',
  'reference',
  'state',
  '_timestamp',
  'create_uid',
  'write_uid',
  ...['outgoing_moves', 'inventory_moves'].flatMap((moves) => [`${moves}.state`, `${moves}.quantity`]),
];

/** Customer shipments in the order they were created; at most `limit` from `offset` on. */
export async function findShipments(
  tryton: Tryton,
  domain: readonly unknown[],
  { offset, limit }: { offset: number; limit: number } = { offset: 0, limit: 1_000 },
): Promise<Shipment[]> {
  const { context } = await tryton.catalogue.company();
  const answer = await tryton.rpc.call(
    'stock.shipment.out.search_read',
    [domain, offset, limit, [['id', 'ASC']], FIELDS],
    context,
  );
  return rowsOf(row, 'shipments', answer).map((one) => ({
    id: one.id,
    number: one.number ?? String(one.id),
    reference: one.reference ?? '',
    state: one.state,
    timestamp: one._timestamp,
    createdBy: one.create_uid,
    writtenBy: one.write_uid,
    outgoing: one['outgoing_moves.'],
    inventory: one['inventory_moves.'],
  }));
}

/** -1 for a cancelled one. */
export function rankOf(state: ShipmentState): number {
  return state === 'cancelled' ? -1 : SHIPMENT_STATES.indexOf(state);
}

/** Units on their way to the customer; of a cancelled shipment, those that were. */
export function quantityOf({ state, outgoing }: Shipment): number {
  const counted = outgoing.filter((one) => state === 'cancelled' || one.state !== 'cancelled');
  return counted.reduce((sum, { quantity }) => sum + quantity, 0);
}

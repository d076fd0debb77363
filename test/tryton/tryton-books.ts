import type { BookedLine } from '../connector-contract/connector-contract';
import { login, type TrytonAddress } from './rpc';

interface ShipmentRow {
  id: number;
  reference: string | null;
  state: string;
  'outgoing_moves.': { quantity: number; state: string }[];
}
interface NoteRow {
  resource: string;
  message: string;
}

const STATUS: Readonly<Record<string, string>> = {
  draft: 'authorized',
  waiting: 'confirmed',
  assigned: 'acknowledged',
  picked: 'picked',
  packed: 'packed',
  done: 'invoiced',
  cancelled: 'canceled',
};

/**
 * Tryton's books as an accountant would read them: every customer shipment, by its reference, with what its notes
 * say. Shells that were cancelled as duplicates of a live one are left out; a live duplicate is a line of its own.
 */
export async function trytonBooks(tryton: TrytonAddress): Promise<BookedLine[]> {
  const { call } = await login(tryton);
  const order = [['id', 'ASC']];
  const fields = ['reference', 'state', 'outgoing_moves.quantity', 'outgoing_moves.state'];
  const shipments = (await call(
    'stock.shipment.out.search_read',
    [],
    0,
    null,
    order,
    fields,
  )) as ShipmentRow[];
  const notes = (await call('ir.note.search_read', [], 0, null, order, ['resource', 'message'])) as NoteRow[];
  const live = new Set(
    shipments.filter(({ state }) => state !== 'cancelled').map(({ reference }) => reference),
  );
  return shipments
    .filter(({ reference, state }) => state !== 'cancelled' || !live.has(reference))
    .map((shipment) =>
      lineOf(
        shipment,
        notes.filter(({ resource }) => resource === `stock.shipment.out,${shipment.id}`),
      ),
    );
}

function lineOf(shipment: ShipmentRow, notes: NoteRow[]): BookedLine {
  const [, orderId = '', lockId = '', skuId = '', warehouseId = ''] = (shipment.reference ?? '')
    .split('/')
    .map(decodeURIComponent);
  const cancelled = shipment.state === 'cancelled';
  const moves = shipment['outgoing_moves.'].filter(({ state }) => cancelled || state !== 'cancelled');
  const quantity = moves.reduce((sum, move) => sum + move.quantity, 0);
  const noted = notes
    .map(({ message }) => /^Holdfast v\d+ (removed|expired|canceled):/.exec(message)?.[1])
    .filter((word) => word !== undefined)
    .at(-1);
  return {
    orderId,
    lockId,
    skuId,
    warehouseId,
    quantity,
    status: noted ?? STATUS[shipment.state] ?? shipment.state,
  };
}

/** Units in storage and output of the warehouse WH, by product code. */
export async function trytonOnHand(
  tryton: TrytonAddress,
): Promise<Record<string, { storage: number; output: number }>> {
  const user = await login(tryton);
  const idsOf = async (code: string) =>
    (await user.call('stock.location.search', [['code', '=', code]], 0, 1, null)) as number[];
  const [storage, output] = [await idsOf('STO'), await idsOf('OUT')];
  const products = (await user.call('product.product.search', [], 0, null, null)) as number[];
  const quantities = async (locations: number[]) => {
    user.use({ company: 1, locations, with_childs: true });
    const rows = (await user.call('product.product.read', products, ['code', 'quantity'])) as {
      code: string;
      quantity: number;
    }[];
    return new Map(rows.map((row) => [row.code, row.quantity]));
  };
  const [inStorage, inOutput] = [await quantities(storage), await quantities(output)];
  return Object.fromEntries(
    [...inStorage].map(([code, units]) => [code, { storage: units, output: inOutput.get(code) ?? 0 }]),
  );
}

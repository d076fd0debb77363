import { type Row, type Tables, userError } from './tables';

/** Where things are; the rest of Tryton's locations does not matter here. */
export const AT = { input: 1, output: 2, storage: 3, lost: 4, warehouse: 5, customer: 7 } as const;

const OUT = 'stock.shipment.out';
const RETURN = 'stock.shipment.out.return';

/** Units of a product in these places: what came by done moves less what went. */
export function unitsIn(tables: Tables, product: unknown, places: readonly unknown[]): number {
  let units = 0;
  for (const move of tables.of('stock.move')) {
    if (move.product !== product || move.state !== 'done') continue;
    if (places.includes(move.to_location)) units += Number(move.quantity);
    if (places.includes(move.from_location)) units -= Number(move.quantity);
  }
  return units;
}

export function movesOf(tables: Tables, shipment: Row, end: { from?: number; to?: number }): Row[] {
  return tables
    .of('stock.move')
    .filter(({ shipment: of }) => of === `${shipment.model},${shipment.id}`)
    .filter((move) => end.from === undefined || move.from_location === end.from)
    .filter((move) => end.to === undefined || move.to_location === end.to);
}

/** `touch` compares what the caller had read, and marks the row as changed; called before anything else is. */
type Button = (tables: Tables, row: Row, touch: () => void) => unknown;

/** What each button does; in any other state than these it does nothing and says nothing, as Tryton's do. */
export const BUTTONS: Readonly<Record<string, Button>> = {
  [`${OUT}.draft`]: transition(['waiting'], 'draft'),
  [`${OUT}.wait`]: transition(['draft', 'waiting', 'assigned'], 'waiting', (tables, row) => {
    for (const move of movesOf(tables, row, { to: AT.output })) tables.remove('stock.move', move.id);
    for (const { product, quantity } of movesOf(tables, row, { from: AT.output })) {
      addMove(tables, row, { product, quantity, from_location: AT.storage, to_location: AT.output });
    }
  }),
  [`${OUT}.assign_try`]: (tables, row, touch) =>
    row.state === 'waiting' ? assignTry(tables, row, touch) : true,
  [`${OUT}.pick`]: transition(['assigned'], 'picked', (tables, row) => {
    const picked = movesOf(tables, row, { to: AT.output });
    for (const move of picked) move.state = 'done';
    // What is sent is what was picked, whatever the shipment said.
    const units = picked.reduce((sum, { quantity }) => sum + Number(quantity), 0);
    for (const move of movesOf(tables, row, { from: AT.output })) move.quantity = units;
  }),
  [`${OUT}.pack`]: transition(['picked'], 'packed'),
  [`${OUT}.done`]: transition(['packed'], 'done', (tables, row) => {
    for (const move of movesOf(tables, row, { from: AT.output })) move.state = 'done';
  }),
  [`${OUT}.cancel`]: transition(
    ['draft', 'waiting', 'assigned', 'picked', 'packed'],
    'cancelled',
    (tables, row) => {
      for (const move of movesOf(tables, row, {})) if (move.state !== 'done') move.state = 'cancelled';
    },
  ),
  [`${OUT}.delete`]: (tables, row, touch) => {
    if (row.state === 'done') throw userError('A done shipment cannot be deleted.');
    touch();
    for (const move of movesOf(tables, row, {})) tables.remove('stock.move', move.id);
    tables.remove(OUT, row.id);
  },
  [`${RETURN}.receive`]: transition(['draft'], 'received'),
  [`${RETURN}.done`]: transition(['received'], 'done', (tables, row) => {
    for (const move of movesOf(tables, row, {})) {
      move.state = 'done';
      const { product, quantity } = move;
      addMove(tables, row, { product, quantity, from_location: AT.input, to_location: AT.storage }).state =
        'done';
    }
  }),
  'stock.move.do': transition(['draft', 'assigned'], 'done'),
  'stock.inventory.confirm': transition(['draft'], 'done', (tables, row) => {
    for (const line of row.lines as Row[]) {
      const more = Number(line.quantity) - Number(line.expected_quantity);
      const [from_location, to_location] = more > 0 ? [AT.lost, AT.storage] : [AT.storage, AT.lost];
      addMove(tables, row, {
        product: line.product,
        quantity: Math.abs(more),
        from_location,
        to_location,
      }).state = 'done';
    }
  }),
  'stock.inventory.delete': (tables, row) => tables.remove('stock.inventory', row.id),
};

/** Only a change of state is one of the row: `wait` on a waiting shipment makes its moves anew, and no more. */
function transition(states: readonly string[], to: string, act?: (tables: Tables, row: Row) => void): Button {
  return (tables, row, touch) => {
    if (!states.includes(String(row.state))) return null;
    if (row.state !== to) touch();
    act?.(tables, row);
    row.state = to;
    return null;
  };
}

/** What there is gets assigned in any case; only the answer and the state say whether it was enough. */
function assignTry(tables: Tables, row: Row, touch: () => void): boolean {
  const [move] = movesOf(tables, row, { to: AT.output }).filter(({ state }) => state === 'draft');
  if (!move) return true;
  const assigned = tables
    .of('stock.move')
    .filter(
      (one) => one.product === move.product && one.state === 'assigned' && one.from_location === AT.storage,
    )
    .reduce((sum, one) => sum + Number(one.quantity), 0);
  const free = unitsIn(tables, move.product, [AT.storage]) - assigned;
  const wanted = Number(move.quantity);
  if (free >= wanted) {
    touch();
    move.state = 'assigned';
    row.state = 'assigned';
    return true;
  }
  if (free > 0) {
    const { product, from_location, to_location } = move;
    addMove(tables, row, { product, quantity: free, from_location, to_location }).state = 'assigned';
    move.quantity = wanted - free;
  }
  return false;
}

export function addMove(tables: Tables, row: Row, values: Record<string, unknown>): Row {
  return tables.add('stock.move', { ...values, shipment: `${row.model},${row.id}`, state: 'draft' });
}

import { AT, addMove, BUTTONS, movesOf, unitsIn } from './stock';
import { matches, newTables, Refused, type Row, type Tables, userError } from './tables';

const OUT = 'stock.shipment.out';
const MOVES: Readonly<
  Record<string, { outgoing_moves?: object; inventory_moves?: object; incoming_moves?: object }>
> = {
  [OUT]: { outgoing_moves: { from: AT.output }, inventory_moves: { to: AT.output } },
  [`${OUT}.return`]: { incoming_moves: { to: AT.input } },
};

/** The models behind the fake's RPC: `call` is one transaction. */
export interface Models {
  tables: Tables;
  call(user: number, method: string, args: unknown[], context: Record<string, unknown>): unknown;
  addProduct(code: string, units?: number): Row;
}

export function newModels(mayDelete: () => boolean): Models {
  const tables = newTables();
  let clock = 0;
  const stamp = (row: Row, user: number, isNew = false) => {
    clock += 1;
    row._timestamp = String(clock);
    row[isNew ? 'create_uid' : 'write_uid'] = user;
  };
  seed(tables);

  function create(user: number, model: string, values: Record<string, unknown>): number {
    const row = tables.add(model, { state: 'draft', write_uid: null, ...values, model });
    row.number ??= String(row.id);
    stamp(row, user, true);
    for (const name of Object.keys(MOVES[model] ?? {})) {
      for (const [, moves] of (row[name] ?? []) as [string, Record<string, unknown>[]][]) {
        for (const move of moves) addMove(tables, row, move);
      }
      delete row[name];
    }
    if (model === 'stock.inventory') {
      const [[, lines] = ['', []]] = row.lines as [string, Record<string, unknown>[]][];
      row.lines = lines.map((line) => ({
        ...line,
        expected_quantity: unitsIn(tables, line.product, [row.location]),
      }));
    }
    return row.id;
  }

  function write(row: Row, values: Record<string, unknown>): null {
    for (const [, ids, change] of (values.outgoing_moves ?? []) as [string, number[], object][]) {
      for (const id of ids) Object.assign(tables.find('stock.move', id), change);
    }
    if (row.model === 'stock.inventory') {
      for (const line of row.lines as Row[])
        line.expected_quantity = unitsIn(tables, line.product, [row.location]);
    }
    return null;
  }

  function view(model: string, row: Row, context: Record<string, unknown>): Row {
    const seen: Row = { ...row };
    for (const [name, end] of Object.entries(MOVES[model] ?? {}))
      seen[name] = movesOf(tables, row, end as object);
    if (MOVES[model]) seen.moves = movesOf(tables, row, {});
    if (model === 'product.product') {
      seen.quantity = unitsIn(tables, row.id, (context.locations ?? []) as unknown[]);
    }
    return seen;
  }

  function read(row: Row, fields: string[]): Row {
    const answer: Row = { id: row.id };
    for (const field of fields) {
      const [name = '', part] = field.split('.');
      if (part === undefined) {
        answer[name] = row[name] ?? null;
        continue;
      }
      const related = ((answer[`${name}.`] as Row[] | undefined) ??
        ((row[name] ?? []) as Row[]).map(({ id }) => ({ id }))) as Row[];
      related.forEach((one, at) => {
        one[part] = (row[name] as Row[])[at]?.[part] ?? null;
      });
      answer[`${name}.`] = related;
    }
    return answer;
  }

  return {
    tables,
    addProduct(code, units = 0) {
      const listPrice = { __class__: 'Decimal', decimal: '19.90' };
      const product = tables.add('product.product', { code, default_uom: 1, list_price: listPrice });
      const move = { product: product.id, quantity: units, from_location: AT.lost, to_location: AT.storage };
      tables.add('stock.move', { ...move, state: 'done' });
      return product;
    },
    call(user, method, args, context) {
      const dot = method.lastIndexOf('.');
      const [model, verb] = [method.slice(0, dot), method.slice(dot + 1)];
      if (model !== 'company.company' && context.company === undefined) {
        throw userError('A value is required for field "Company".');
      }
      const [first, second] = args;
      if (verb === 'create')
        return (first as Record<string, unknown>[]).map((one) => create(user, model, one));
      if (verb === 'search_read' || verb === 'search') {
        const [domain, offset, limit, , fields = []] = args as [
          unknown[],
          number,
          number | null,
          unknown,
          string[],
        ];
        const found = tables.of(model).map((row) => view(model, row, context));
        const rows = found.filter((row) => domain.length === 0 || matches(row, domain));
        const page = rows.slice(offset, limit === null ? undefined : offset + limit);
        return verb === 'search' ? page.map(({ id }) => id) : page.map((row) => read(row, fields));
      }
      const [id] = first as number[];
      const row = tables.find(model, id);
      if (verb === 'read') return [read(view(model, row, context), second as string[])];
      const touch = () => {
        checkTimestamp(model, row, context);
        stamp(row, user);
      };
      if (verb === 'write') {
        touch();
        return write(row, second as Record<string, unknown>);
      }
      if (verb === 'delete' && model === OUT && !mayDelete()) {
        throw userError('You are not allowed to access "Customer Shipment".');
      }
      const button = BUTTONS[method];
      if (!button) throw new Refused([`'${method}'`, '']);
      return button(tables, row, touch) ?? null;
    },
  };
}

function checkTimestamp(model: string, row: Row, { _timestamp: read }: Record<string, unknown>): void {
  const known = (read as Record<string, string> | undefined)?.[`${model},${row.id}`];
  if (known === undefined || known === row._timestamp) return;
  throw new Refused(['ConcurrencyException', 'Records were modified in the meanwhile']);
}

function seed(tables: Tables): void {
  tables.of('company.company').push({ id: 1, currency: 1, party: { id: 1, name: 'Shop' } });
  tables.of('party.party').push({ id: 2, code: 'VTEX', addresses: [2], customer_location: AT.customer });
  tables.of('stock.location').push({
    id: AT.warehouse,
    type: 'warehouse',
    code: 'WH',
    storage_location: AT.storage,
    input_location: AT.input,
    output_location: AT.output,
    picking_location: null,
  });
}

export type Row = { id: number } & Record<string, unknown>;

/** Records of the models that the connector touches; nothing in them is unique, as in Tryton. */
export interface Tables {
  of(model: string): Row[];
  add(model: string, values: Record<string, unknown>): Row;
  find(model: string, id: unknown): Row;
  remove(model: string, id: number): void;
}

/** Tryton's answer to a person; becomes its `error`. */
export class Refused extends Error {
  constructor(readonly error: unknown[]) {
    super(JSON.stringify(error));
  }
}

export function userError(message: string): Refused {
  return new Refused(['UserError', [message, '', null]]);
}

export function newTables(): Tables {
  const models = new Map<string, Row[]>();
  let lastId = 0;
  const tables: Tables = {
    of(model) {
      const rows = models.get(model) ?? [];
      models.set(model, rows);
      return rows;
    },
    add(model, values) {
      lastId += 1;
      const row = { ...values, id: lastId };
      tables.of(model).push(row);
      return row;
    },
    find(model, id) {
      const row = tables.of(model).find((one) => one.id === id);
      if (!row) {
        // What Tryton says of a record that is gone to somebody who may see only a company's.
        throw userError(
          `You are not allowed to read records "${id}" of "${model}" because of at least one of these rules:\nUser in companies`,
        );
      }
      return row;
    },
    remove(model, id) {
      const rows = tables.of(model);
      rows.splice(
        rows.findIndex((one) => one.id === id),
        1,
      );
    },
  };
  return tables;
}

/** Tryton's domains, as far as they are used: a list is AND, `['OR', ...]` is OR. */
export function matches(row: Row, domain: unknown): boolean {
  if (!Array.isArray(domain)) throw new Error(`no domain: ${JSON.stringify(domain)}`);
  const [first, operator, value] = domain as unknown[];
  if (first === 'OR') return domain.slice(1).some((part) => matches(row, part));
  if (typeof first !== 'string') return domain.every((part) => matches(row, part));
  const has = valuesAt(row, first.split('.'));
  switch (operator) {
    case '=':
      return has.some((one) => one === value);
    case '!=':
      return !has.some((one) => one === value);
    case 'in':
      return has.some((one) => (value as unknown[]).includes(one));
    case 'not in':
      return !has.some((one) => (value as unknown[]).includes(one));
    case '>':
      // Only for dates, and everything here happened just now.
      return true;
    default:
      throw new Error(`no operator ${String(operator)}`);
  }
}

function valuesAt(row: Row, [name = '', ...rest]: string[]): unknown[] {
  const value = row[name];
  if (rest.length === 0) return [value ?? null];
  return (Array.isArray(value) ? value : [value]).flatMap((one) => (one ? valuesAt(one as Row, rest) : []));
}

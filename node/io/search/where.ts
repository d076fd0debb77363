/** Fields that are indexed, and may therefore stand in a filter. */
export type FilterField = 'scope' | 'kind' | 'outcome' | 'state' | 'order' | 'sku' | 'warehouse' | 'plan';

/** A part of `_where`. Made only here. */
export type Clause = string & { readonly __clause: unique symbol };

const WORD = /^[a-z][a-z0-9-]*$/;

/** One of these words: our own names of kinds and states, or keys from `searchKey`. Anything else is a bug. */
export function anyOf(field: FilterField, values: readonly string[]): Clause {
  const odd = values.find((value) => !WORD.test(value));
  if (odd !== undefined || values.length === 0) throw new Error(`no filter can be made of this ${field}`);
  const parts = [...new Set(values)].map((value) => `${field}=${value}`);
  return (parts.length === 1 ? parts[0] : `(${parts.join(' OR ')})`) as Clause;
}

/** Epoch ms, both included. */
export function between(fromMs: number, toMs: number): Clause {
  return `(at between ${new Date(fromMs).toISOString()} AND ${new Date(toMs).toISOString()})` as Clause;
}

export function allOf(clauses: readonly Clause[]): Clause {
  return clauses.join(' AND ') as Clause;
}

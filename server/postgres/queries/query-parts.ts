import type { Pool } from 'pg';

/** Reads only; a pool, so that a slow page never holds a transaction open. */
export type Reader = Pick<Pool, 'query'>;

/** Our own clock's times for a cursor: microseconds, where `Date` holds milliseconds. */
export function microTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Conditions with their values. The first value is the account, as in every query. */
export interface Conditions {
  values: unknown[];
  /** Adds a value; its placeholder. */
  bind(value: unknown): string;
  /** Adds a condition on a value that may be absent. */
  when<T>(value: T | null | undefined, condition: (placeholder: string) => string): void;
  /** ` and ...` for each condition, or nothing. */
  sql(): string;
}

export function conditionsFor(account: string): Conditions {
  const values: unknown[] = [account];
  const parts: string[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  return {
    values,
    bind,
    when(value, condition) {
      if (value !== null && value !== undefined) parts.push(condition(bind(value)));
    },
    sql: () => parts.map((part) => ` and ${part}`).join(''),
  };
}

/** One row more than the page tells whether there is a next one, without counting. */
export function pageOf<Row, View, Cursor>(
  rows: Row[],
  limit: number,
  view: (row: Row) => View,
  cursor: (row: Row) => Cursor,
): { rows: View[]; next: Cursor | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(view), next: rows.length > limit && last !== undefined ? cursor(last) : null };
}

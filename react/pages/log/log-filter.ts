import type { Query } from '../../api/query-string';
import { epochOf } from '../../words/epoch';

/** What the address says is shown; empty is not filtered. `from` and `to` are UTC. */
export interface LogFilter {
  kind: string;
  outcome: string;
  orderId: string;
  skuId: string;
  warehouseId: string;
  planId: string;
  from: string;
  to: string;
}

const NAMES: readonly (keyof LogFilter)[] = [
  'kind',
  'outcome',
  'orderId',
  'skuId',
  'warehouseId',
  'planId',
  'from',
  'to',
];

export function filterOf(query: { readonly [name: string]: string }): LogFilter {
  const filter = {
    kind: '',
    outcome: '',
    orderId: '',
    skuId: '',
    warehouseId: '',
    planId: '',
    from: '',
    to: '',
  };
  for (const name of NAMES) filter[name] = query[name] ?? '';
  return filter;
}

/** As the address and the API have it; the cursor belongs to the page, not to the filter. */
export function queryOf(filter: LogFilter): Query {
  const query: { [name: string]: string } = {};
  for (const name of NAMES) query[name] = filter[name];
  return query;
}

export function isFiltered(filter: LogFilter): boolean {
  return NAMES.some((name) => filter[name] !== '');
}

/** `2026-11-21T13:50` in the reader's zone, as the browser's field has it, for a UTC time. */
export function localField(utc: string, offsetMinutes: (epochMs: number) => number): string {
  const epoch = epochOf(utc);
  if (epoch === null) return '';
  return new Date(epoch - offsetMinutes(epoch) * 60_000).toISOString().slice(0, 16);
}

/** The other way round; empty when the field is. */
export function utcOf(field: string): string {
  const epoch = field === '' ? Number.NaN : new Date(field).getTime();
  return Number.isNaN(epoch) ? '' : new Date(epoch).toISOString();
}

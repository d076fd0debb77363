import { createHash } from 'node:crypto';
import type { OrderId } from '@holdfast/node/core/id';
import { type Position, positionKey } from '@holdfast/node/core/position';
import type { ClientBase } from 'pg';

/**
 * What is locked by advisory locks. Transactions take them in the order of this list, orders sorted among
 * themselves, so that two of them never wait for each other:
 *
 * | kind | held by | for |
 * |---|---|---|
 * | `life` | a session, shared, for as long as its process works jobs | the jobs of the dead are known by it |
 * | `lease` | a session, while a job works on an order, a position, a stream or an account | one at a time |
 * | `position` | a transaction that records or closes a plan | one open plan, deliveries in order |
 * | `order` | a transaction that changes an order's record | no lost change, also when there is no row yet |
 *
 * Two names may share a number (64 bits of a hash); then one waits for the other without need.
 */
export type LockKind = 'life' | 'lease' | 'position' | 'order';

/**
 * The same for ever: while one process after the other is replaced by a newer version, both exclude each other by
 * these numbers, as they do by the names that callers give.
 */
export function lockNumber(kind: LockKind, account: string, name: string): string {
  const text = [kind, account, name].map(encodeURIComponent).join('/');
  return createHash('sha256').update(`holdfast/${text}`).digest().readBigInt64BE(0).toString();
}

/** Until the transaction ends, nobody else changes these orders. Names that are locked already cost nothing. */
export async function lockOrders(
  client: ClientBase,
  account: string,
  orderIds: Iterable<OrderId>,
): Promise<void> {
  const numbers = [...orderIds].map((orderId) => BigInt(lockNumber('order', account, orderId)));
  const sorted = numbers.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String);
  // Evaluated row by row, in the order of the array.
  await client.query('select pg_advisory_xact_lock(number) from unnest($1::bigint[]) as number', [sorted]);
}

/** Until the transaction ends, nobody else records or closes a plan of the position. */
export async function lockPlansOf(client: ClientBase, account: string, position: Position): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [
    lockNumber('position', account, positionKey(position)),
  ]);
}

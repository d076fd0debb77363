import { UNLIMITED_SKU } from '@holdfast/sandbox/shoppers/catalogue';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';

export interface CohortCount {
  calls: Record<string, number>;
  /** Orders all of whose reservations have come to an end, at least one of them by removal. */
  removed: string[];
  /** Orders all of whose reservations were canceled or expired, and those that nobody paid. */
  undone: number;
  /** Orders with a reservation that still has to come to an end. */
  pending: number;
  /** A few of those, with what is known of their reservations. */
  examples: string[];
}

const TARGET = 6;

/** Calls that keep us listening cost the same however many orders there are. */
const STANDING = new Set([
  'readFeed',
  'commitFeed',
  'getHookConfig',
  'saveHookConfig',
  'deleteHookConfig',
  'getFeedConfig',
  'saveFeedConfig',
  'deleteFeedConfig',
  'listOrders',
  'listWarehouses',
]);

/** `authorized`: when the last shopper has left, such an order is one that nobody is going to pay. */
const ENDS = new Set(['removed', 'canceled', 'expired', 'authorized']);

/** Counted at both ends of what Holdfast does: the calls VTEX got, and what the ERP was told of each order. */
export function countCohort(sandbox: Sandbox): CohortCount {
  const orders = new Map<string, string[]>();
  for (const { orderId, skuId, status } of sandbox.erp.books.reservations()) {
    // Stock that is never counted is never removed.
    if (skuId === UNLIMITED_SKU) continue;
    orders.set(orderId, [...(orders.get(orderId) ?? []), status]);
  }
  const all = [...orders.values()];
  const isOver = (statuses: readonly string[]) => statuses.every((status) => ENDS.has(status));
  const over = all.filter(isOver);
  const removed = [...orders].flatMap(([orderId, statuses]) =>
    isOver(statuses) && statuses.includes('removed') ? [orderId] : [],
  );
  return {
    calls: sandbox.store.counters.calls(),
    removed,
    undone: over.length - removed.length,
    pending: all.length - over.length,
    examples: [...orders]
      .filter(([, statuses]) => !isOver(statuses))
      .slice(0, 5)
      .map(([orderId, statuses]) => `${orderId} ${statuses.join('+')}`),
  };
}

export interface CohortResult {
  before: CohortCount;
  after: CohortCount;
  /** "Get order" by order, since the start. */
  reads: Map<string, number>;
  /** Calls in the cohort's time about stock that is never counted. */
  neverCounted: number;
  placed: number;
  isOver: boolean;
}

export function reportCohort({ before, after, reads, neverCounted, placed, isOver }: CohortResult): void {
  const known = new Set(before.removed);
  const removed = after.removed.filter((orderId) => !known.has(orderId));
  const undone = after.undone - before.undone;
  console.log(
    `Of ${placed} orders ${removed.length} came to their removal, ${undone} were canceled or never paid, ${placed - removed.length - undone - after.pending} bought only what is never counted; ${after.pending} are pending${isOver ? '' : ` (given up waiting: ${after.examples.join(', ')})`}.`,
  );
  const calls = Object.entries(after.calls)
    .map(([endpoint, total]) => ({ endpoint, calls: total - (before.calls[endpoint] ?? 0) }))
    .filter((one) => one.calls > 0);
  for (const one of calls) {
    const each = STANDING.has(one.endpoint)
      ? 'standing'
      : `${(one.calls / removed.length).toFixed(2)} a removed order`;
    console.log(`  ${one.endpoint.padEnd(20)} ${String(one.calls).padStart(6)}   ${each}`);
  }
  const sum = (some: typeof calls) => some.reduce((total, one) => total + one.calls, 0);
  const ofOrders = sum(calls.filter((one) => !STANDING.has(one.endpoint)));
  const allReads = sum(calls.filter((one) => one.endpoint === 'getOrder'));
  const ownReads = removed.reduce((total, orderId) => total + (reads.get(orderId) ?? 0), 0);
  const own = ownReads + ofOrders - allReads - neverCounted;
  console.log(
    `Calls of a removed order from start to removal: ${(own / removed.length).toFixed(2)} (target at most ${TARGET}): its own ${(ownReads / removed.length).toFixed(2)} readings and its share of every call about stock.`,
  );
  console.log(
    `With all calls about orders and stock that were never removed laid on the removed ones: ${(ofOrders / removed.length).toFixed(2)} (${neverCounted} calls about stock that is never counted); a placed order ${(ofOrders / placed).toFixed(2)}; standing calls apart: ${sum(calls) - ofOrders}.`,
  );
}

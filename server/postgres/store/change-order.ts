import type { OrderId } from '@holdfast/node/core/id';
import type { KnownOrder, OrderDecision } from '@holdfast/node/store/store';
import type { Database } from './database';
import { inTransaction } from './in-transaction';
import { readKnownOrder } from './known-orders';
import { lockOrders } from './locks';
import { markOrdersOver } from './mark-orders-over';
import { writeDeliveries } from './write-deliveries';
import { writeLog } from './write-log';
import { writeOrder } from './write-order';
import { writeChanges, writeReservations } from './write-reservations';

/**
 * Records a reading of an order. Lock: the order's, taken before anything is read and held to the end; an
 * order without a row is locked as well. Reservations that the decision does not name stay as they are.
 */
export async function changeOrder(
  { pool, account, now }: Database,
  orderId: OrderId,
  decide: (known: KnownOrder | null) => OrderDecision,
): Promise<OrderDecision> {
  return inTransaction(pool, async (client) => {
    await lockOrders(client, account, [orderId]);
    const decision = decide(await readKnownOrder(client, account, orderId));
    const atMs = now();
    await writeOrder(client, account, orderId, decision);
    await writeReservations(client, account, atMs, decision.reservations);
    await writeChanges(client, account, atMs, decision.changes);
    await writeDeliveries(client, account, atMs, decision.deliveries);
    await writeLog(client, account, atMs, decision.log);
    await markOrdersOver(client, account, [orderId]);
    return decision;
  });
}

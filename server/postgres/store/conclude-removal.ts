import type { PlanId } from '@holdfast/node/core/id';
import { namedBy } from '@holdfast/node/core/plan/named-by';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import type { Plan } from '@holdfast/node/store/plan';
import type { RemovalConclusion } from '@holdfast/node/store/store';
import type { PoolClient } from 'pg';
import type { Database } from './database';
import { inTransaction } from './in-transaction';
import { knownAtPosition } from './known-at-position';
import { lockOrders, lockPlansOf } from './locks';
import { markOrdersOver } from './mark-orders-over';
import { readPlans } from './plan-row';
import { learnProven } from './settings';
import { writeDeliveries } from './write-deliveries';
import { writeLog } from './write-log';
import { writeChanges, writeReservations } from './write-reservations';

/**
 * Closes an intent with everything that follows from it. Locks: the position's plans, then the orders of
 * all reservations that `decide` is shown. A plan that is not `executing` was closed before: nothing is
 * done. Throws when there is no such plan.
 */
export async function concludeRemoval(
  database: Database,
  planId: PlanId,
  decide: (known: KnownReservation[]) => RemovalConclusion,
): Promise<void> {
  const { pool, account } = database;
  await inTransaction(pool, async (client) => {
    const position = (await planOf(client, account, planId)).position;
    await lockPlansOf(client, account, position);
    const plan = await planOf(client, account, planId);
    if (plan.state !== 'executing') return;
    await write(client, database, plan, decide(await lockedReservations(client, account, plan)));
  });
}

async function planOf(client: PoolClient, account: string, planId: PlanId): Promise<Plan> {
  const [plan] = await readPlans(client, 'p.account = $1 and p.plan_id = $2', [account, planId]);
  if (!plan) throw new Error(`no plan ${planId} to conclude`);
  return plan;
}

/** Reads, locks what it saw, and reads again until it sees nothing that is not locked. */
async function lockedReservations(
  client: PoolClient,
  account: string,
  plan: Plan,
): Promise<KnownReservation[]> {
  const named = namedBy(plan).map(({ lockId }) => lockId);
  const locked = new Set<string>();
  // The part of a kit gets its record only now: its order is locked as well.
  const released = (plan.intent?.releases ?? []).flatMap(({ orderId }) => orderId ?? []);
  for (;;) {
    const known = await knownAtPosition(client, account, plan.position, named);
    const orderIds = [...known.map(({ orderId }) => orderId), ...released];
    const unlocked = orderIds.filter((orderId) => !locked.has(orderId));
    if (unlocked.length === 0) return known;
    await lockOrders(client, account, new Set(unlocked));
    for (const orderId of unlocked) locked.add(orderId);
  }
}

async function write(
  client: PoolClient,
  { account, now }: Database,
  plan: Plan,
  conclusion: RemovalConclusion,
): Promise<void> {
  const atMs = now();
  await client.query(
    'update holdfast.plans set state = $3, result = $4, updated_at = $5 where account = $1 and plan_id = $2',
    [account, plan.planId, conclusion.state, JSON.stringify(conclusion.result), new Date(atMs)],
  );
  await writeReservations(client, account, atMs, conclusion.reservations);
  await writeChanges(client, account, atMs, conclusion.changes);
  await writeDeliveries(client, account, atMs, conclusion.deliveries);
  await writeLog(client, account, atMs, conclusion.log);
  if (conclusion.trust === 'proven') await learnProven(client, account);
  await markOrdersOver(client, account, [...new Set(conclusion.reservations.map(({ orderId }) => orderId))]);
}

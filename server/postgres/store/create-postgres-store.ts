import { positionKey } from '@holdfast/node/core/position';
import type { Lease, Store } from '@holdfast/node/store/store';
import type { SessionLocks } from '../session-locks';
import { acceptedDeliveries } from './accepted-deliveries';
import { beginRemoval } from './begin-removal';
import { changeOrder } from './change-order';
import { concludeRemoval } from './conclude-removal';
import { countsAt, forgetCounts, recordCount } from './counts';
import type { Database } from './database';
import { inTransaction } from './in-transaction';
import { knownAtPosition, removedSince } from './known-at-position';
import { readKnownOrder, readKnownOrdersByLock } from './known-orders';
import { movePlan } from './move-plan';
import { nextDelivery } from './next-delivery';
import { ordersToLookAt } from './orders-to-look-at';
import { planStands } from './plan-stands';
import { positionsAfter } from './positions-after';
import { positionsToPlan } from './positions-to-plan';
import { currentPlan, planById, unfinishedRemovals } from './read-plans';
import { recordAttempt } from './record-attempt';
import { recordPlan } from './record-plan';
import { keepSetting, readSetting, readTrust, writeSetting, writeTrust } from './settings';
import { streamsDue } from './streams-due';
import { lastTotal, seeTotal } from './totals';
import { writeDeliveries } from './write-deliveries';
import { writeLog } from './write-log';

/** The store of one account in PostgreSQL. Without `locks`, for whoever only reads and records, it gives no leases. */
export function createPostgresStore(given: Database & { locks?: SessionLocks }): Store {
  const { locks, ...database } = given;
  const { pool, account, now } = database;
  return {
    account,
    setting: (key) => readSetting(pool, account, key),
    setSetting: (key, value) => writeSetting(pool, account, key, value),
    keepSetting: (key, value) => keepSetting(pool, account, key, value),
    appendLog: (entries) => writeLog(pool, account, now(), entries),

    knownOrder: (orderId) => readKnownOrder(pool, account, orderId),
    knownOrdersByLock: (lockIds) => readKnownOrdersByLock(pool, account, lockIds),
    changeOrder: (orderId, decide) => changeOrder(database, orderId, decide),
    ordersToLookAt: (expiredBefore, notReadSinceMs, limit) =>
      ordersToLookAt(database, expiredBefore, notReadSinceMs, limit),

    lockPosition: (position) => takeLease(locks, `position/${positionKey(position)}`),
    lockAccountUpdates: () => takeLease(locks, 'account-updates'),
    knownAtPosition: (position) => knownAtPosition(pool, account, position),
    removedSince: (position, since) => removedSince(pool, account, position, since),
    positionsToPlan: (plannedBeforeMs, limit) => positionsToPlan(database, plannedBeforeMs, limit),
    positionsAfter: (after, limit, holding) => positionsAfter(database, after, limit, holding),
    lastTotal: (position) => lastTotal(database, position),
    seeTotal: (position, totalQuantity) => seeTotal(database, position, totalQuantity),
    watermarkTrust: () => readTrust(pool, account),
    setWatermarkTrust: (trust) => writeTrust(pool, account, trust),

    currentPlan: (position) => currentPlan(database, position),
    plan: (planId) => planById(database, planId),
    recordPlan: (plan, effects) => recordPlan(database, plan, effects),
    planStands: (planId) => planStands(database, planId),
    movePlan: (planId, to, by) => movePlan(database, planId, to, by),
    beginRemoval: (planId, intent) => beginRemoval(database, planId, intent),
    concludeRemoval: (planId, decide) => concludeRemoval(database, planId, decide),
    unfinishedRemovals: () => unfinishedRemovals(database),
    recordCount: (count) => recordCount(database, count),
    countsAt: (position, wanted) => countsAt(database, position, wanted),
    forgetCounts: (position, references) => forgetCounts(database, position, references),

    nextDelivery: (stream) => nextDelivery(database, stream),
    recordAttempt: (deliveryId, attempt) => recordAttempt(database, deliveryId, attempt),
    streamsDue: (nowMs, limit) => streamsDue(database, nowMs, limit),
    acceptedDeliveries: (wanted, after, limit) => acceptedDeliveries(database, wanted, after, limit),
    queueDeliveries: (deliveries) =>
      inTransaction(pool, (client) => writeDeliveries(client, account, now(), deliveries)),
  };
}

async function takeLease(locks: SessionLocks | undefined, name: string): Promise<Lease | null> {
  if (locks === undefined) throw new Error(`this store was made without locks: ${name}`);
  return locks.tryLock(name);
}

import { positionKey } from '@holdfast/node/core/position';
import type { Store } from '@holdfast/node/store/store';
import { beginRemoval } from './begin-removal';
import { changeOrder } from './change-order';
import { concludeRemoval } from './conclude-removal';
import { countForPlan, latestCount, recordCount } from './counts';
import { countsAt } from './counts-at';
import type { Database } from './database';
import { decidePlan } from './decide-plan';
import { knownAtPosition, removedSince } from './known-at-position';
import { readKnownOrder, readKnownOrdersByLock } from './known-orders';
import { Leases } from './leases';
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
import { writeLog } from './write-log';

/** The store of one account in PostgreSQL. The pool needs two connections or more: leases keep one. */
export function createPostgresStore(database: Database): Store {
  const { pool, account, now } = database;
  const leases = new Leases(pool, account);
  return {
    account,
    setting: (key) => readSetting(pool, account, key),
    setSetting: (key, value) => writeSetting(pool, account, key, value),
    keepSetting: (key, value) => keepSetting(pool, account, key, value),
    appendLog: (entries) => writeLog(pool, account, now(), entries),

    knownOrder: (orderId) => readKnownOrder(pool, account, orderId),
    knownOrderByLock: async (lockId) =>
      (await readKnownOrdersByLock(pool, account, [lockId])).get(lockId) ?? null,
    knownOrdersByLock: (lockIds) => readKnownOrdersByLock(pool, account, lockIds),
    changeOrder: (orderId, decide) => changeOrder(database, orderId, decide),
    ordersToLookAt: (expiredBefore, notReadSinceMs, limit) =>
      ordersToLookAt(database, expiredBefore, notReadSinceMs, limit),

    lockPosition: (position) => leases.take(`position/${positionKey(position)}`),
    lockAccountUpdates: () => leases.take('account-updates'),
    knownAtPosition: (position) => knownAtPosition(pool, account, position),
    removedSince: (position, since) => removedSince(pool, account, position, since),
    positionsToPlan: (plannedBeforeMs, limit) => positionsToPlan(database, plannedBeforeMs, limit),
    positionsAfter: (after, limit, holding) => positionsAfter(database, after, limit, holding),
    watermarkTrust: () => readTrust(pool, account),
    setWatermarkTrust: (trust) => writeTrust(pool, account, trust),

    currentPlan: (position) => currentPlan(database, position),
    plan: (planId) => planById(database, planId),
    recordPlan: (plan, effects) => recordPlan(database, plan, effects),
    planStands: (planId) => planStands(database, planId),
    decidePlan: (planId, from, to, by) => decidePlan(database, planId, from, to, by),
    beginRemoval: (planId, intent) => beginRemoval(database, planId, intent),
    concludeRemoval: (planId, decide) => concludeRemoval(database, planId, decide),
    unfinishedRemovals: () => unfinishedRemovals(database),
    recordCount: (count) => recordCount(database, count),
    countForPlan: (planId) => countForPlan(database, planId),
    latestCount: (position) => latestCount(database, position),
    countsAt: (position, wanted) => countsAt(database, position, wanted),

    nextDelivery: (stream) => nextDelivery(database, stream),
    recordAttempt: (deliveryId, attempt) => recordAttempt(database, deliveryId, attempt),
    streamsDue: (nowMs, limit) => streamsDue(database, nowMs, limit),
  };
}

import type { Lease, Store } from '../../store/store';
import { appendLog } from './append-log';
import { changeOrder } from './change-order';
import { concludeRemoval } from './conclude-removal';
import { countsAt, forgetCounts, recordCount } from './counts';
import { acceptedDeliveries, nextDelivery, queueDeliveries, recordAttempt, streamsDue } from './deliveries';
import { createDocumentReads, type DocumentReads } from './document-reads';
import { knownAtPosition, removedSince } from './known-at-position';
import { knownOrder, knownOrdersByLock, ordersToLookAt } from './known-orders';
import { ACCOUNT_LEASE, positionLease, TICK_LEASE, takeLease } from './leases';
import { beginRemoval, currentPlan, movePlan, planStands, readPlan, recordPlan } from './plans';
import { positionsAfter } from './positions-after';
import { positionsToPlan } from './positions-to-plan';
import { createReports, type VBaseReports } from './reports';
import { settings } from './settings';
import { createContext, type VBaseStoreOptions } from './store-context';
import { type Tidying, tidyDocuments } from './tidy-documents';
import { lastTotal, seeTotal } from './totals';
import { readTrust, writeTrust } from './trust';
import { unfinishedRemovals } from './unfinished';

export type { VBaseStoreOptions } from './store-context';

export interface VBaseStore extends Store {
  /** The documents themselves, for queries. */
  readonly reads: DocumentReads;
  readonly reports: VBaseReports;
  /** Held while a tick runs; null when another one does. */
  lockTick(): Promise<Lease | null>;
  /** Removes what is old; for the tick, some at a time. */
  tidy(how: Tidying): Promise<{ orders: number; plans: number; reports: number }>;
}

/**
 * The store of one account over VBase documents: orders and positions are one document each, changed by
 * conditional writes. Caches only what never changes. Methods throw `PlatformUnavailable` when VBase leaves it
 * unsure what is there or whether a write was applied; the step is then done again, whole.
 */
export function createVBaseStore(options: VBaseStoreOptions): VBaseStore {
  const ctx = createContext(options);
  const reports = createReports(ctx);
  return {
    account: options.account,
    reads: createDocumentReads(ctx),
    reports,
    tidy: async (how) => ({ ...(await tidyDocuments(ctx, how)), reports: await reports.tidy(how) }),
    ...settings(ctx),
    appendLog: (entries) => appendLog(ctx, entries),
    knownOrder: (orderId) => knownOrder(ctx, orderId),
    knownOrdersByLock: (lockIds) => knownOrdersByLock(ctx, lockIds),
    changeOrder: (orderId, decide) => changeOrder(ctx, orderId, decide),
    ordersToLookAt: (expiredBefore, notReadSinceMs, limit) =>
      ordersToLookAt(ctx, expiredBefore, notReadSinceMs, limit),
    lockPosition: (position) => takeLease(ctx, positionLease(position)),
    lockAccountUpdates: () => takeLease(ctx, ACCOUNT_LEASE),
    lockTick: () => takeLease(ctx, TICK_LEASE),
    knownAtPosition: (position) => knownAtPosition(ctx, position),
    removedSince: (position, since) => removedSince(ctx, position, since),
    positionsToPlan: (plannedBeforeMs, limit) => positionsToPlan(ctx, plannedBeforeMs, limit),
    positionsAfter: (after, limit, holding) => positionsAfter(ctx, after, limit, holding),
    lastTotal: (position) => lastTotal(ctx, position),
    seeTotal: (position, totalQuantity) => seeTotal(ctx, position, totalQuantity),
    watermarkTrust: () => readTrust(ctx),
    setWatermarkTrust: (trust) => writeTrust(ctx, trust),
    currentPlan: (position) => currentPlan(ctx, position),
    plan: (planId) => readPlan(ctx, planId),
    recordPlan: (plan, effects) => recordPlan(ctx, plan, effects),
    planStands: (planId) => planStands(ctx, planId),
    movePlan: (planId, to, by) => movePlan(ctx, planId, to, by),
    beginRemoval: (planId, intent) => beginRemoval(ctx, planId, intent),
    concludeRemoval: (planId, decide) => concludeRemoval(ctx, planId, decide),
    unfinishedRemovals: () => unfinishedRemovals(ctx),
    recordCount: (count) => recordCount(ctx, count),
    countsAt: (position, wanted) => countsAt(ctx, position, wanted),
    forgetCounts: (position, references) => forgetCounts(ctx, position, references),
    nextDelivery: (stream) => nextDelivery(ctx, stream),
    recordAttempt: (deliveryId, attempt) => recordAttempt(ctx, deliveryId, attempt),
    streamsDue: (nowMs, limit) => streamsDue(ctx, nowMs, limit),
    acceptedDeliveries: (wanted, after) => acceptedDeliveries(ctx, wanted, after),
    queueDeliveries: (deliveries) => queueDeliveries(ctx, deliveries),
  };
}

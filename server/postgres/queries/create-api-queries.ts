import type { ApiQueries } from '@holdfast/node/api/ports';
import { readListenerState } from '@holdfast/node/store/listener-state';
import type { SettingStore } from '@holdfast/node/store/store';
import { readSweepProgress } from '@holdfast/node/store/sweep-progress';
import type { Pool } from 'pg';
import { readTrust } from '../store/settings';
import { countProtected } from './count-protected';
import { countReservations } from './count-reservations';
import { CURSORS, type PostgresCursors } from './cursors';
import { readBacklog } from './job-backlog';
import { kept } from './kept';
import { listDeliveries } from './list-deliveries';
import { listLog } from './list-log';
import { listOrders } from './list-orders';
import { listPlans } from './list-plans';
import { listPositions } from './list-positions';
import { orderDetail } from './order-detail';
import { readOutboxFacts } from './outbox-facts';
import { positionDetail } from './position-detail';
import { readPlan } from './read-plan';
import { createSeriesReader } from './read-series';
import { readRecentFacts } from './recent-facts';
import { readRemovalFacts } from './removal-facts';
import { countWaitingPlans } from './waiting-plans';

export interface ApiQueriesOptions {
  pool: Pool;
  account: string;
  store: Pick<SettingStore, 'setting'>;
  /** Epoch ms. */
  now(): number;
}

/** These numbers of the overview grow with the whole history; a panel that polls must not count it each time. */
const HISTORY_KEPT_MS = 10_000;

/** What the admin API reads, from PostgreSQL. */
export function createApiQueries({
  pool,
  account,
  store,
  now,
}: ApiQueriesOptions): ApiQueries<PostgresCursors> {
  const reservations = kept(HISTORY_KEPT_MS, now, () => countReservations(pool, account));
  const removals = kept(HISTORY_KEPT_MS, now, () => readRemovalFacts(pool, account));
  const protectedNow = kept(HISTORY_KEPT_MS, now, () => countProtected(pool, account));
  return {
    cursors: CURSORS,
    series: createSeriesReader(pool, account, now),
    sweepProgress: () => readSweepProgress(store),
    log: (query, after) => listLog(pool, account, query, after),
    orders: (query, after) => listOrders(pool, account, query, after),
    order: (orderId) => orderDetail(pool, account, orderId),
    positions: (query, after) => listPositions(pool, account, query, after),
    position: (skuId, warehouseId) => positionDetail(pool, account, skuId, warehouseId),
    plans: (query, after) => listPlans(pool, account, query, after),
    plan: (planId) => readPlan(pool, account, planId),
    deliveries: (query, after) => listDeliveries(pool, account, query, after),
    async overview() {
      const [listeners, recent, outbox, waiting, backlog, byStatus, removed, watermarkTrust, openNow] =
        await Promise.all([
          readListenerState(store),
          readRecentFacts(pool, account, now()),
          readOutboxFacts(pool, account),
          countWaitingPlans(pool, account),
          readBacklog(pool, account),
          reservations(),
          removals(),
          readTrust(pool, account),
          protectedNow(),
        ]);
      return {
        listeners,
        ...recent,
        ...outbox,
        ...waiting,
        backlog,
        reservations: byStatus,
        removals: removed,
        watermarkTrust,
        protectedNow: openNow,
      };
    },
  };
}

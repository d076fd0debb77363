import { planViewOf } from '../../api/plan-view';
import type { ApiQueries, OverviewFacts } from '../../api/ports';
import type { BacklogTask } from '../../api/schemas/overview';
import { readListenerState } from '../../store/listener-state';
import type { PositionStore, SettingStore } from '../../store/store';
import { readSweepProgress } from '../../store/sweep-progress';
import type { Documents } from '../documents/documents';
import type { DocumentReads } from '../store/document-reads';
import { CURSORS, type IoCursors } from './cursors';
import { listDeliveries } from './list-deliveries';
import { listLog, type SearchedScope } from './list-log';
import { listOrders } from './list-orders';
import { listPlans } from './list-plans';
import { listPositions } from './list-positions';
import { orderDetail } from './order-detail';
import {
  countActiveReservations,
  countWaitingPlans,
  newestExecuted,
  readOutbox,
  readRecent,
  removalsOf,
} from './overview-facts';
import { positionDetail } from './position-detail';
import { readPlan } from './read-plan';
import { createSeriesReader } from './read-series';
import { type SearchMemory, searchProblems } from './search-memory';
import { SearchUnavailable } from './search-unavailable';

export interface IoQueriesOptions extends SearchedScope {
  /** The worker's own, the same for every request. */
  memory: SearchMemory;
  reads: DocumentReads;
  documents: Pick<Documents, 'list'>;
  store: Pick<SettingStore, 'setting'> & Pick<PositionStore, 'watermarkTrust'>;
  backlog(): Promise<BacklogTask[]>;
  /** Epoch ms. */
  now(): number;
}

/** A panel that polls must not scan each time. */
const KEPT_MS = 15_000;
const SERIES_KEPT_MS = 60_000;

/**
 * What the admin API reads in VTEX IO. One order, position or plan comes from the record in VBase and is as it is
 * now. The log and the list of recommendations come from Master Data's index, which lags behind; without it they
 * answer 503, the overview says so, and everything else goes on.
 */
export function createIoQueries(options: IoQueriesOptions): ApiQueries<IoCursors> {
  const { reads } = options;
  const readSeries = createSeriesReader({ ...options, executed: () => executed(options) });
  return {
    cursors: CURSORS,
    log: (query, after) => listLog(options, query, after),
    orders: (query, after) => listOrders(options, query, after),
    order: (orderId) => orderDetail(options, orderId),
    positions: (query, after) => listPositions(reads, query, after),
    position: (skuId, warehouseId) => positionDetail(reads, { skuId, warehouseId }),
    plans: (query, after) => listPlans(options, query, after),
    async plan(planId) {
      const plan = await readPlan(reads, planId);
      return plan && planViewOf(plan);
    },
    deliveries: (query, after) => listDeliveries(options, query, after),
    overview: () => readOverview(options),
    series: (hours) => kept(options, `series/${hours}`, () => readSeries(hours), SERIES_KEPT_MS),
    sweepProgress: () => readSweepProgress(options.store),
  };
}

async function readOverview(options: IoQueriesOptions): Promise<OverviewFacts> {
  const { reads, store, memory, now } = options;
  const [recent, waiting, removals, outbox, reservations, backlog, watermarkTrust, listeners] =
    await Promise.all([
      searched(() => readRecent(options, now()), NOTHING_RECENT),
      searched(() => countWaitingPlans(options), NOTHING_WAITS),
      searched(async () => removalsOf(await executed(options)), NOTHING_REMOVED),
      kept(options, 'outbox', () => readOutbox(reads)),
      kept(options, 'reservations', () => countActiveReservations(reads)),
      options.backlog(),
      store.watermarkTrust(),
      readListenerState(store),
    ]);
  const problems = [...listeners.problems, ...searchProblems(memory, now())];
  const facts = { ...recent, ...waiting, ...outbox, removals, reservations, backlog, watermarkTrust };
  return { ...facts, listeners: { ...listeners, problems } };
}

const NOTHING_RECENT = { lastEventAtMs: null, lastAttempt: null, errorsLastHour: 0 };
const NOTHING_WAITS = { waitingForPerson: 0, failedRemovals: 0 };
const NOTHING_REMOVED = { executed: 0, units: 0, lastAtMs: null, protectedReservations: 0 };

function executed(options: IoQueriesOptions) {
  return kept(options, 'executed', () => newestExecuted(options));
}

/** While Master Data is away its numbers are missing, and the overview's problems say so. */
async function searched<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SearchUnavailable) return otherwise;
    throw error;
  }
}

/** Reads once and answers from that for a while; a failure is not kept. */
function kept<T>(
  { memory, now }: IoQueriesOptions,
  name: string,
  read: () => Promise<T>,
  forMs = KEPT_MS,
): Promise<T> {
  const last = memory.kept.get(name);
  if (last !== undefined && now() - last.atMs < forMs) return last.value as Promise<T>;
  const mine = { atMs: now(), value: read() };
  memory.kept.set(name, mine);
  mine.value.catch(() => {
    if (memory.kept.get(name) === mine) memory.kept.delete(name);
  });
  return mine.value;
}

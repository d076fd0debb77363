import type { WatermarkTrust } from '../core/gate/gate-input';
import type { OrderId, PlanId, SkuId, WarehouseId } from '../core/id';
import type { Instant } from '../core/instant';
import type { Position } from '../core/position';
import type { Sentence } from '../core/said/said';
import type { ReplayedPage, ReplayOutcome } from '../deliver/replay-deliveries';
import type { BackfillWish } from '../listeners/backfill';
import type { BackfillState } from '../listeners/backfill-state';
import type { Unregistered, UnregisterOptions } from '../listeners/unregister';
import type { Foreseen } from '../removal/what-if';
import type { WantedDeliveries } from '../store/delivery';
import type { ListenerState } from '../store/listener-state';
import type { LogStore } from '../store/store';
import type { SweepProgress } from '../store/sweep-progress';
import type { CursorRows, CursorShapes } from './cursor';
import type { ReconciliationApi } from './routes/reconciliation-routes';
import type { DeliveryQuery, DeliveryView } from './schemas/delivery';
import type { LogEntryView, LogQuery } from './schemas/log';
import type { OrderDetail, OrderPage, OrderQuery } from './schemas/order';
import type { BacklogTask, Overview } from './schemas/overview';
import type { PlanQuery, PlanView } from './schemas/plan';
import type { PositionDetail, PositionPage, PositionQuery } from './schemas/position';
import type { ByStatus } from './schemas/reservation';
import type { Series } from './schemas/series';
import type { SettingsView } from './schemas/settings';
import type { WriteSum } from './schemas/writers';

/** A page and the row after which the next one begins; null on the last. */
export interface Page<Row, Cursor> {
  rows: Row[];
  next: Cursor | null;
}

type Paged<Query> = Omit<Query, 'cursor'>;

/** What the API reads, for one account. PostgreSQL answers in the server, VBase and Master Data in VTEX IO. */
export interface ApiQueries<Rows extends CursorRows = CursorRows> {
  /** A page's `after` was parsed with these: it is a row of this host, or null. */
  readonly cursors: CursorShapes<Rows>;
  log(query: Paged<LogQuery>, after: Rows['log'] | null): Promise<Page<LogEntryView, Rows['log']>>;
  orders(
    query: Paged<OrderQuery>,
    after: Rows['orders'] | null,
  ): Promise<Page<OrderPage['orders'][number], Rows['orders']>>;
  order(orderId: OrderId): Promise<OrderDetail | null>;
  positions(
    query: Paged<PositionQuery>,
    after: Rows['positions'] | null,
  ): Promise<Page<PositionPage['positions'][number], Rows['positions']>>;
  position(skuId: SkuId, warehouseId: WarehouseId): Promise<PositionDetail | null>;
  plans(query: Paged<PlanQuery>, after: Rows['plans'] | null): Promise<Page<PlanView, Rows['plans']>>;
  plan(planId: PlanId): Promise<PlanView | null>;
  deliveries(
    query: Paged<DeliveryQuery>,
    after: Rows['deliveries'] | null,
  ): Promise<Page<DeliveryView, Rows['deliveries']>>;
  overview(): Promise<OverviewFacts>;
  series(hours: number): Promise<Series>;
  /** Writes of VTEX's stock by others since then, added up. Epoch ms. */
  writes(sinceMs: number): Promise<WriteSum[]>;
  /** Null: no sweep was run yet. */
  sweepProgress(): Promise<SweepProgress | null>;
}

/** What the database and the settings know; `describeOverview` makes the answer of it. */
export interface OverviewFacts {
  listeners: ListenerState;
  lastEventAtMs: number | null;
  lastAttempt: Overview['erp']['lastAttempt'];
  pending: number;
  parked: number;
  oldestPendingAtMs: number | null;
  backlog: BacklogTask[];
  errorsLastHour: number;
  reservations: ByStatus;
  removals: { executed: number; units: number; lastAtMs: number | null; protectedReservations: number };
  waitingForPerson: number;
  failedRemovals: number;
  /** Positions that were written past Holdfast at least twice within a day. */
  overwritten: number;
  watermarkTrust: WatermarkTrust;
  /** See `protectedNow` of the overview; absent where the host cannot count it. */
  protectedNow?: number;
}

export type DecisionResult =
  | { kind: 'decided'; state: PlanView['state'] }
  | { kind: 'not-found' }
  /** `why` is a sentence; `state` is what the plan is in now. */
  | { kind: 'refused'; state: PlanView['state']; why: string };

export type ActionResult = ({ kind: 'done' } & Sentence) | { kind: 'failed'; message: string };

/** What the API does. `who` is recorded as the one who decided. */
export interface ApiActions {
  approve(planId: PlanId, by: { who: string; note: string | null }): Promise<DecisionResult>;
  dismiss(planId: PlanId, by: { who: string; note: string | null }): Promise<DecisionResult>;
  retryDelivery(
    deliveryId: string,
    who: string,
  ): Promise<{ kind: 'retried'; stream: string } | { kind: 'not-found' } | { kind: 'accepted-before' }>;
  /** How many. */
  retryAllParked(who: string): Promise<number>;
  /** Sends an accepted message again, under a new id. */
  replayDelivery(deliveryId: string, who: string): Promise<ReplayOutcome | { kind: 'no-erp' }>;
  /** A page of them; `after` is the page before's `next`. */
  replayDeliveries(
    wanted: WantedDeliveries,
    after: string | null,
    who: string,
  ): Promise<({ kind: 'replayed' } & ReplayedPage) | { kind: 'no-erp' }>;
  registerHook(): Promise<ActionResult>;
  sweep(): Promise<ActionResult>;
  /** False when one goes on already. */
  beginBackfill(wish: BackfillWish, who: string): Promise<boolean>;
  /** False when none goes on. */
  stopBackfill(): Promise<boolean>;
  /** Of the last one; null: none was ever begun. */
  backfillState(): Promise<BackfillState | null>;
  unregister(options: UnregisterOptions): Promise<Unregistered>;
  /** `at` null: now. */
  whatIf(position: Position, write: { quantity: number; at: Instant | null }): Promise<Foreseen>;
}

/** What the connector says of itself; null when no ERP is connected. */
export type ErpHealth = { connector: string; healthy: boolean; note: string | null } | null;

export interface ApiDeps {
  account: string;
  queries: ApiQueries;
  actions: ApiActions;
  /** Absent where the host keeps no reports: its routes then answer 404. */
  reconciliations?: ReconciliationApi;
  /** Where it is written who had what done. */
  log: LogStore;
  settings(): SettingsView;
  erpHealth(): Promise<ErpHealth>;
  /** Epoch ms. */
  now(): number;
}

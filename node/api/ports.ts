import type { WatermarkTrust } from '../core/gate/plan';
import type { ListenerState } from '../store/listener-state';
import type { CursorOf } from './cursor';
import type { DeliveryQuery, DeliveryView } from './schemas/delivery';
import type { LogEntryView, LogQuery } from './schemas/log';
import type { OrderDetail, OrderPage, OrderQuery } from './schemas/order';
import type { BacklogTask, Overview } from './schemas/overview';
import type { PlanQuery, PlanView } from './schemas/plan';
import type { PositionDetail, PositionPage, PositionQuery } from './schemas/position';
import type { ByStatus } from './schemas/reservation';
import type { SettingsView } from './schemas/settings';

/** A page and the row after which the next one begins; null on the last. */
export interface Page<Row, Cursor> {
  rows: Row[];
  next: Cursor | null;
}

type Paged<Query> = Omit<Query, 'cursor'>;

/** What the API reads, for one account. PostgreSQL answers in the server. */
export interface ApiQueries {
  log(query: Paged<LogQuery>, after: CursorOf<'log'> | null): Promise<Page<LogEntryView, CursorOf<'log'>>>;
  orders(
    query: Paged<OrderQuery>,
    after: CursorOf<'orders'> | null,
  ): Promise<Page<OrderPage['orders'][number], CursorOf<'orders'>>>;
  order(orderId: string): Promise<OrderDetail | null>;
  positions(
    query: Paged<PositionQuery>,
    after: CursorOf<'positions'> | null,
  ): Promise<Page<PositionPage['positions'][number], CursorOf<'positions'>>>;
  position(skuId: string, warehouseId: string): Promise<PositionDetail | null>;
  plans(query: Paged<PlanQuery>, after: CursorOf<'plans'> | null): Promise<Page<PlanView, CursorOf<'plans'>>>;
  plan(planId: string): Promise<PlanView | null>;
  deliveries(
    query: Paged<DeliveryQuery>,
    after: CursorOf<'deliveries'> | null,
  ): Promise<Page<DeliveryView, CursorOf<'deliveries'>>>;
  overview(): Promise<OverviewFacts>;
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
  watermarkTrust: WatermarkTrust;
}

export type DecisionResult =
  | { kind: 'decided'; state: PlanView['state'] }
  | { kind: 'not-found' }
  /** `why` is a sentence; `state` is what the plan is in now. */
  | { kind: 'refused'; state: PlanView['state']; why: string };

export type ActionResult = { kind: 'done'; message: string } | { kind: 'failed'; message: string };

/** What the API does. `who` is recorded as the one who decided. */
export interface ApiActions {
  approve(planId: string, by: { who: string; note: string | null }): Promise<DecisionResult>;
  dismiss(planId: string, by: { who: string; note: string | null }): Promise<DecisionResult>;
  retryDelivery(
    deliveryId: string,
    who: string,
  ): Promise<{ kind: 'retried'; stream: string } | { kind: 'not-found' } | { kind: 'accepted-before' }>;
  /** How many. */
  retryAllParked(who: string): Promise<number>;
  registerHook(): Promise<ActionResult>;
  sweep(): Promise<ActionResult>;
}

/** What the connector says of itself; null when no ERP is connected. */
export type ErpHealth = { connector: string; healthy: boolean; note: string | null } | null;

export interface ApiDeps {
  account: string;
  /** Bearer token of panel and API. */
  adminToken: string;
  queries: ApiQueries;
  actions: ApiActions;
  settings(): SettingsView;
  erpHealth(): Promise<ErpHealth>;
  /** Epoch ms. */
  now(): number;
}

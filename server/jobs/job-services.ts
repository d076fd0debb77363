import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { Position } from '@holdfast/node/core/position';
import type { ChainOutcome, ChainServices } from '@holdfast/node/middlewares/chain-services';
import type { OrderRequest } from '@holdfast/node/orders/look-at-order';
import type { Plan } from '@holdfast/node/store/plan';
import type { ReconciliationStore } from '@holdfast/node/store/reconciliation';
import type { Pool } from 'pg';
import type { Log } from '../log/create-log';
import type { Metrics } from '../metrics/create-metrics';
import type { SessionLocks } from '../postgres/session-locks';

/** The chain of node/middlewares/order, entered with an order or with a position. */
export interface ChainRunner {
  lookAtOrder(services: ChainServices, request: OrderRequest): Promise<ChainOutcome>;
  planPosition(
    services: ChainServices,
    request: { position: Position; trigger: Plan['trigger'] },
  ): Promise<ChainOutcome>;
}

/** What the jobs of one account work with. */
export interface JobServices extends ChainServices {
  pool: Pool;
  locks: SessionLocks;
  log: Log;
  metrics: Metrics;
  chain: ChainRunner;
  /** Null: no ERP is connected. */
  connector: ErpConnector | null;
  /** Every job waits for this before it begins: notifications that pour in go first, for a while. */
  makeWay(): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** Complete address of the hook route and its secret; null when VTEX cannot reach us. */
  hook: { url: string; secret: string } | null;
  /** Whether a hook or feed that is somebody else's is replaced. */
  takeOver: boolean;
  retentionDays: number;
  /** Where comparisons of the books are kept. */
  reports: ReconciliationStore;
  /** How often the ERP's stock is read, where it can be; 0 is never. */
  erpPollMinutes: number;
  /** How far the first sweep of an account looks back. */
  backfillHours: number;
}

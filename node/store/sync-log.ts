import type { OrderId, PlanId, SkuId, WarehouseId } from '../core/id';
import type { Said } from '../core/said/said';

export const LOG_KINDS = [
  'notification',
  'order',
  'reservation',
  'plan',
  'update',
  'delivery',
  'listener',
  'admin',
  'failure',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

export const LOG_OUTCOMES = ['ok', 'nothing', 'hold', 'attention', 'retry', 'parked', 'failed'] as const;
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

/** One line of the sync log. Holds no personal data, no token and no raw answer. */
export interface LogEntry {
  kind: LogKind;
  outcome: LogOutcome;
  /** One sentence for a person, in English. */
  message: string;
  /** The same in parts, for a reader of another language; null where `kind` and `detail` say it all. */
  said?: Said[] | null;
  orderId?: OrderId | null;
  skuId?: SkuId | null;
  warehouseId?: WarehouseId | null;
  planId?: PlanId | null;
  deliveryId?: string | null;
  durationMs?: number | null;
  /** Small and structured; shown when the row is opened. */
  detail?: Record<string, unknown> | null;
}

export interface StoredLogEntry extends LogEntry {
  id: string;
  /** Epoch ms. */
  atMs: number;
}

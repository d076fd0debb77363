import type { Said } from './said';
import type { LogKind, LogOutcome } from './words';

export interface LogEntry {
  id: string;
  at: string;
  kind: LogKind;
  outcome: LogOutcome;
  message: string;
  /** Null: a notification, or a row of an older version. */
  said: Said[] | null;
  orderId: string | null;
  skuId: string | null;
  warehouseId: string | null;
  planId: string | null;
  deliveryId: string | null;
  durationMs: number | null;
  detail: Record<string, unknown> | null;
}

export interface LogPage {
  entries: LogEntry[];
  nextCursor: string | null;
}

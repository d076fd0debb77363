import type { LogKind, LogOutcome } from './words';

export interface LogEntry {
  id: string;
  at: string;
  kind: LogKind;
  outcome: LogOutcome;
  message: string;
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

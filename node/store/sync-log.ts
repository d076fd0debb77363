export type LogKind =
  | 'notification'
  | 'order'
  | 'reservation'
  | 'plan'
  | 'update'
  | 'delivery'
  | 'listener'
  | 'admin'
  | 'failure';

export type LogOutcome = 'ok' | 'nothing' | 'hold' | 'attention' | 'retry' | 'parked' | 'failed';

/** One line of the sync log. Holds no personal data, no token and no raw answer. */
export interface LogEntry {
  kind: LogKind;
  outcome: LogOutcome;
  /** One sentence for a person. */
  message: string;
  orderId?: string | null;
  skuId?: string | null;
  warehouseId?: string | null;
  planId?: string | null;
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

export interface LogFilter {
  kinds?: LogKind[];
  outcomes?: LogOutcome[];
  orderId?: string;
  skuId?: string;
  warehouseId?: string;
  planId?: string;
  fromMs?: number;
  toMs?: number;
}

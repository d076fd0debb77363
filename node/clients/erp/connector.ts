import type { Delivery } from '../../store/delivery';

/** What became of one message handed to the ERP. */
export type DeliveryOutcome =
  | { kind: 'accepted'; status: number | null }
  /** Worth trying again after a while (time-out, 5xx, 429, connection refused). */
  | { kind: 'retry'; status: number | null; retryAfterMs: number | null; message: string }
  /** The ERP will not take this message however often it is sent (most 4xx): parked at once. */
  | { kind: 'refused'; status: number | null; message: string };

/** `note` says what "healthy" rests on when that is less than a message just accepted. */
export type ConnectorHealth = { healthy: true; note?: string } | { healthy: false; reason: string };

/** An ERP as Holdfast sees it. Deliveries of one stream arrive one at a time, in order, each at least once. */
export interface ErpConnector {
  readonly name: string;
  deliver(delivery: Delivery): Promise<DeliveryOutcome>;
  checkHealth(): Promise<ConnectorHealth>;
}

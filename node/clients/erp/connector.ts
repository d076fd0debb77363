import type { LockId } from '../../core/id';
import type { Instant } from '../../core/instant';
import type { Position } from '../../core/position';
import type { ReservationStatus } from '../../core/reservation/reservation';
import type { Said } from '../../core/said/said';
import type { Delivery } from '../../store/delivery';

/** What became of one message handed to the ERP. `said`: the message or note in parts, where it has any. */
export type DeliveryOutcome =
  /** `note`: what a person may want to know of it, a whole sentence; it goes into the log. */
  | { kind: 'accepted'; status: number | null; note?: string; said?: Said[] }
  /** Worth trying again after a while (time-out, 5xx, 429, connection refused). */
  | { kind: 'retry'; status: number | null; retryAfterMs: number | null; message: string; said?: Said[] }
  /** The ERP will not take this message however often it is sent (most 4xx): parked at once. */
  | { kind: 'refused'; status: number | null; message: string; said?: Said[] }
  /**
   * Something is not there that many messages need (a product): one of them is parked with this sentence, the others
   * wait quietly. `what` names it, the same each time and after a restart, for `isThere`.
   */
  | { kind: 'missing'; what: string; status: number | null; message: string };

/** `note` says what "healthy" rests on when that is less than a message just accepted. */
export type ConnectorHealth = { healthy: true; note?: string } | { healthy: false; reason: string };

/** What the ERP's own books say of one position. */
export interface ErpStock {
  position: Position;
  /** Units physically there, reserved ones included. Null: the ERP does not know the SKU or the warehouse. */
  onHand: number | null;
  /** When the ERP read its books, by its own clock where it says. */
  countedAt: Instant;
  /** The reservations it holds there, ended ones too where it keeps them. Null: it cannot say. */
  reservations: { lockId: LockId; quantity: number; status: ReservationStatus | null }[] | null;
}

export type ErpStockReading =
  | { kind: 'read'; stock: ErpStock[] }
  | { kind: 'failed'; retryAfterMs: number | null; message: string };

/** An ERP as Holdfast sees it. Deliveries of one stream arrive one at a time, in order, each at least once. */
export interface ErpConnector {
  readonly name: string;
  deliver(delivery: Delivery): Promise<DeliveryOutcome>;
  checkHealth(): Promise<ConnectorHealth>;
  /**
   * Whether what a message missed is there now; false when that cannot be said. Absent: a person retries the parked
   * message. Asked about once a minute.
   */
  isThere?(what: string): Promise<boolean>;
  /** Absent where the ERP cannot be asked (a webhook). One entry per position asked for, in that order. */
  readStock?(positions: readonly Position[]): Promise<ErpStockReading>;
}

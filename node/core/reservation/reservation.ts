import type { LockId, OrderId, PlanId, SkuId, WarehouseId } from '../id';
import type { Instant } from '../instant';

/** As the ERP is told. `invoiced` and `removed` are ours: VTEX has no status for either. */
export const RESERVATION_STATUSES = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** One lock of an order may hold several SKUs from several warehouses; together these three name one reservation. */
export interface ReservationKey {
  lockId: LockId;
  skuId: SkuId;
  warehouseId: WarehouseId;
}

/** One of a lock's reservations, with the units that it is asked about. */
export type ReservedUnits = ReservationKey & { quantity: number };

/** A reservation as sentences name it. */
export interface Named {
  lockId: LockId;
  /** Null: no order that can be read holds it. */
  orderId: OrderId | null;
}

export interface NamedUnits extends Named {
  quantity: number;
}

/**
 * Where VTEX holds the units of a recorded reservation.
 *
 * - `lock`: here, under the LockId.
 * - `none`: nowhere. A line, or an allocation, that was added to the order without any reservation.
 * - `parts`: under the SKUs of a kit's parts, which have records of their own. This one is the kit as it was sold.
 */
export type HeldAs = 'lock' | 'none' | 'parts';

/** What one reading of the order says about one reservation. */
export interface DerivedReservation extends ReservationKey {
  orderId: OrderId;
  /** Units reserved, by the lock's own word where it was read, else as the order was placed. */
  quantity: number;
  heldAs: HeldAs;
  /** The SKU of the kit that it is a part of. */
  partOf: SkuId | null;
  /** Units that left, counted from the order (`core/record/left-at`); null until they did. */
  leftQuantity: number | null;
  status: ReservationStatus;
  /** Only while authorized. */
  expiresAt: Instant | null;
  /** When the last of the reservation's units was invoiced; null while not settled. */
  invoicedAt: Instant | null;
}

/** What Holdfast's own record holds of a reservation. */
export interface KnownReservation extends DerivedReservation {
  /** Grows with every status told to the ERP, see `version-after.ts`; 0 until the first was told. */
  version: number;
  /** The ERP hears of it. Not of units that VTEX does not reserve, nor of parts of a kit that it heard of as a kit. */
  isTold: boolean;
  /** From VTEX's list of reservations, when a plan has read it. */
  acknowledgedAt: Instant | null;
  /**
   * True once its order was seen in handling or later, or canceled with no word of VTEX's that the lock is over. VTEX
   * lets an unacknowledged reservation go by itself when its order is canceled, but keeps an acknowledged one until
   * somebody updates the stock.
   */
  wasAcknowledged: boolean;
  /** Whether it was recorded before its goods left: an order first seen when it was over may have been cleared long before. */
  wasSeenOpen: boolean;
  /**
   * Units that were already taken out of VTEX's total on behalf of this reservation: by an update of ours
   * that released it, or by the repair after it was lost. Whatever releases it later deducts nothing more.
   */
  deductedQuantity: number;
  /** Set when the reservation vanished from VTEX while its goods had not left. */
  lostAt: Instant | null;
  /** The plan that released or repaired it. */
  planId: PlanId | null;
}

/** As a store keeps it. */
export interface StoredReservation {
  known: KnownReservation;
  /** Epoch ms since which it has its status. */
  statusSinceMs: number;
}

/** A reservation as a step leaves it, and what the ERP is told of the step; null: nothing. */
export interface ReservationStep {
  reservation: KnownReservation;
  change: ReservationChange | null;
}

/** What the ERP is told as quantity: what is reserved, and from the invoice on what left. */
export function toldQuantity({
  status,
  quantity,
  leftQuantity,
}: Pick<KnownReservation, 'status' | 'quantity' | 'leftQuantity'>): number {
  return status === 'invoiced' || status === 'removed' ? (leftQuantity ?? quantity) : quantity;
}

/** VTEX holds nothing for it: it was added to the order without a reservation, or lost. */
export function isUnheld({ heldAs, lostAt }: Pick<KnownReservation, 'heldAs' | 'lostAt'>): boolean {
  return heldAs === 'none' || lostAt !== null;
}

/** Units that left and that VTEX's total still holds; less than 0 where it lacks more than left. */
export function owedQuantity({
  quantity,
  leftQuantity,
  deductedQuantity,
}: Pick<KnownReservation, 'quantity' | 'leftQuantity' | 'deductedQuantity'>): number {
  return (leftQuantity ?? quantity) - deductedQuantity;
}

/** One step of a reservation's life, as recorded and as told to the ERP. */
export interface ReservationChange extends ReservationKey {
  orderId: OrderId;
  quantity: number;
  status: ReservationStatus;
  previousStatus: ReservationStatus | null;
  version: number;
  expiresAt: Instant | null;
  occurredAt: Instant;
}

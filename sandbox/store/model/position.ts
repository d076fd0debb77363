import type { Ticks } from './instant';
import type { Share } from './order';
import { isActive, type ReservationPart } from './reservation';

/** One SKU in one warehouse: what VTEX says of it, and what is really on the shelf. */
export interface StockPosition {
  skuId: string;
  warehouseId: string;
  total: number;
  unlimited: boolean;
  /** `D.HH:MM:SS`. */
  leadTime: string;
  /** Reservations by lock that may still count, acknowledged ones included; oldest first. */
  parts: Map<string, ReservationPart>;
  /** What orders still want from this shelf, reserved or not: units of this SKU in one unit of the share. */
  owes: Map<Share, number>;
  /** What KI 991735 took off `reserved` too often, and since when; an update with a later date clears it. */
  skew: number;
  skewSince: Ticks;
  /** Late cancels that wait for the next handling before they show (see `Platform.lateCancel`). */
  skewWaiting: number;
  lockedUntilMs: number;
  /** Units on the shelf. VTEX does not know this number; the oracle does. */
  physical: number;
  books: PositionBooks;
}

export interface PositionBooks {
  soldUnits: number;
  shippedUnits: number;
  /** Sold though, with what was promised already, they were not on the shelf. */
  soldWithoutStock: number;
  /** Invoiced though the shelf was empty. */
  shippedWithoutStock: number;
  updates: number;
  /** Acknowledged reservations that updates released, and those of them whose goods had not left. */
  released: number;
  openDiscarded: number;
  openDiscardedUnits: number;
  /** Released reservations that no order had named: nobody waits for their goods. */
  releasedWithoutOrder: number;
  /**
   * Units that orders took without a reservation of their own (a change that no reservation followed, an allocation
   * without a lock). VTEX goes on offering them until somebody lowers the total: that much of `soldWithoutStock`
   * is nobody's fault but the platform's.
   */
  claimedWithoutLock: number;
  mostActive: number;
}

export function newPosition(skuId: string, warehouseId: string): StockPosition {
  return {
    skuId,
    warehouseId,
    total: 0,
    unlimited: false,
    leadTime: '00:00:00',
    parts: new Map(),
    owes: new Map(),
    skew: 0,
    skewSince: 0n,
    skewWaiting: 0,
    lockedUntilMs: 0,
    physical: 0,
    books: {
      soldUnits: 0,
      shippedUnits: 0,
      soldWithoutStock: 0,
      shippedWithoutStock: 0,
      updates: 0,
      released: 0,
      openDiscarded: 0,
      openDiscardedUnits: 0,
      releasedWithoutOrder: 0,
      claimedWithoutLock: 0,
      mostActive: 0,
    },
  };
}

export function activeParts(position: StockPosition): ReservationPart[] {
  return [...position.parts.values()].filter(isActive);
}

/** As VTEX reports it: may be negative, and may count what the list leaves out. */
export function reservedQuantity(position: StockPosition, countsAborted: boolean): number {
  let reserved = 0 - position.skew;
  for (const part of position.parts.values()) {
    const phantom = countsAborted && part.status === 'Canceled_AbortedCommitted' && part.releasedAt === null;
    if (isActive(part) || phantom) reserved += part.quantity;
  }
  return reserved;
}

/** Units promised to orders whose goods are still on the shelf, whether or not a reservation says so. */
export function promisedQuantity(position: StockPosition): number {
  let promised = 0;
  for (const [share, perUnit] of position.owes)
    promised += Math.max(0, share.units - share.shipped) * perUnit;
  return promised;
}

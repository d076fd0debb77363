import type { BookedReservation, BookedStock, ErpBooks } from './books';
import type { ReservationChanged, StockReconciled } from './event';

/** The books with their pen. */
export interface Ledger extends ErpBooks {
  /** False when this event id was entered before. */
  isNew(eventId: string): boolean;
  /** `isReplay`: what is known already may come again. */
  enterReservation(change: ReservationChanged, isReplay?: boolean): void;
  enterStock(stock: StockReconciled): void;
  enterRecommendation(recommendation: Record<string, unknown>): void;
  refuse(reason: string): void;
  violate(what: string): void;
}

/** A long run must stay small: the oldest ids, finished reservations and complaints go first. */
const MOST_IDS = 100_000;
const MOST_RESERVATIONS = 20_000;
const MOST_NOTES = 1000;
const FINAL = new Set(['removed', 'canceled', 'expired']);

export function newLedger(): Ledger {
  const seen = new Set<string>();
  const reservations = new Map<string, BookedReservation>();
  const stock = new Map<string, BookedStock>();
  const recommendations: Record<string, unknown>[] = [];
  const refusals = new Map<string, number>();
  const violations: string[] = [];
  let accepted = 0;
  let duplicates = 0;
  const violate = (what: string) => {
    if (violations.length < MOST_NOTES) violations.push(what);
  };
  return {
    isNew(eventId) {
      accepted += 1;
      if (seen.has(eventId)) {
        duplicates += 1;
        return false;
      }
      seen.add(eventId);
      if (seen.size > MOST_IDS) dropOldest(seen);
      return true;
    },
    enterReservation(change, isReplay = false) {
      const key = JSON.stringify([change.lockId, change.skuId, change.warehouseId]);
      const known = reservations.get(key);
      const isOld = known !== undefined && known.version >= change.version;
      if (!isOld || !isReplay) checkOrder(change, known, violate);
      if (isOld) return;
      const { orderId, lockId, skuId, warehouseId, quantity, status, version } = change;
      reservations.delete(key);
      reservations.set(key, { orderId, lockId, skuId, warehouseId, quantity, status, version });
      if (reservations.size > MOST_RESERVATIONS) dropFinished(reservations);
    },
    enterStock: ({
      skuId,
      warehouseId,
      totalQuantity,
      reservedQuantity,
      availableQuantity,
      byStatus,
      planId,
    }) => {
      const booked = {
        skuId,
        warehouseId,
        totalQuantity,
        reservedQuantity,
        availableQuantity,
        byStatus,
        planId,
      };
      stock.set(JSON.stringify([skuId, warehouseId]), booked);
    },
    enterRecommendation(recommendation) {
      recommendations.push(recommendation);
      if (recommendations.length > MOST_NOTES) recommendations.shift();
    },
    refuse: (reason) => void refusals.set(reason, (refusals.get(reason) ?? 0) + 1),
    violate,
    reservations: () => [...reservations.values()],
    byStatus: () => countBy([...reservations.values()].map((one) => one.status)),
    stock: () => [...stock.values()],
    recommendations: () => [...recommendations],
    accepted: () => accepted,
    duplicates: () => duplicates,
    refused: () => [...refusals].map(([reason, count]) => ({ reason, count })),
    violations: () => [...violations],
  };
}

/** Per reservation the versions grow, and each step starts where the last one ended: none is missing between. */
function checkOrder(
  change: ReservationChanged,
  known: BookedReservation | undefined,
  violate: (what: string) => void,
): void {
  const name = `${change.lockId}/${change.skuId}/${change.warehouseId}`;
  if (known && change.version <= known.version) {
    violate(`${name}: version ${change.version} came after ${known.version}`);
    return;
  }
  const before = known?.status ?? null;
  if (change.previousStatus !== before)
    violate(
      `${name}: version ${change.version} says it was ${change.previousStatus}, the books say ${before}`,
    );
}

function dropOldest(seen: Set<string>): void {
  const [oldest] = seen;
  if (oldest !== undefined) seen.delete(oldest);
}

function dropFinished(reservations: Map<string, BookedReservation>): void {
  for (const [key, one] of reservations) {
    if (!FINAL.has(one.status)) continue;
    reservations.delete(key);
    return;
  }
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

import type { StockTold } from './change';
import type { Held } from './held';

/** Tryton's books beside VTEX's numbers after a proven update. Units. */
export type Comparison =
  /** `expected` is what Tryton should have on hand by VTEX's total. */
  | { kind: 'compared'; expected: number; onHand: number }
  /** The two do not speak of the same moment yet. */
  | { kind: 'not-yet'; why: string };

/**
 * VTEX's total still counts what was sent but not yet taken out of it, so the two totals differ by just that:
 *
 *     on hand = VTEX's total - units that are done here and not yet removed there
 *
 * A scenario: total 100, order A of 3 is invoiced behind an older open order. Tryton has 97 on hand, VTEX 100; the
 * 3 units are A's, and nothing is wrong.
 *
 * It can only be said when both books hold the same reservations: the units VTEX counts as acknowledged are those
 * assigned here, picked or sent and not yet removed. While messages are under way they differ, and a comparison
 * would blame the stock.
 */
export function compareStock(told: StockTold, held: readonly Held[], onHand: number): Comparison {
  const removedNow = new Set(told.orders.map((order) => (typeof order === 'string' ? order : order.orderId)));
  const waiting = held.filter(({ status }) => status === 'invoiced');
  const stillCounted = waiting.filter(({ key }) => !removedNow.has(key.orderId));
  const late = held.filter(({ key, status }) => removedNow.has(key.orderId) && isOpen(status));
  if (late.length > 0) {
    return { kind: 'not-yet', why: `order ${late[0]?.key.orderId} has not been sent in Tryton yet` };
  }
  const assigned = held.filter(({ status }) => status === 'acknowledged');
  const heldHere = units(assigned) + units(stillCounted);
  const heldThere = told.byStatus.acknowledged ?? 0;
  if (heldHere !== heldThere) {
    return {
      kind: 'not-yet',
      why: `VTEX holds ${heldThere} acknowledged units and Tryton ${heldHere}`,
    };
  }
  return { kind: 'compared', expected: told.totalQuantity - units(stillCounted), onHand };
}

function isOpen(status: Held['status']): boolean {
  return status === 'authorized' || status === 'confirmed' || status === 'acknowledged';
}

function units(held: readonly Held[]): number {
  return held.reduce((sum, { quantity }) => sum + quantity, 0);
}

import type { Evidence } from '../api/types/evidence';
import type { Reservation } from '../api/types/reservation';

/**
 * | fate | settled | meaning |
 * |---|---|---|
 * | released | yes | let go by this update |
 * | waiting | yes | its goods left, but it stands behind one that is open |
 * | open | no | still being handled: blocks |
 * | unreadable | no | its order cannot be read: blocks |
 */
export type Fate = 'released' | 'waiting' | 'open' | 'unreadable';

export interface PictureItem {
  /** From 1, in the order of acknowledgement; the same number stands in the table. */
  number: number;
  lockId: string;
  orderId: string | null;
  quantity: number;
  acknowledgedAt: string;
  fate: Fate;
  /** Handled after the plan was made. */
  isNew: boolean;
}

export interface Picture {
  items: PictureItem[];
  /** The date the update carries; null when nothing is sent. */
  watermark: string | null;
  /** The first one that is not settled: no watermark can pass it. Null also where VTEX's read did not add up. */
  blocker: PictureItem | null;
}

type Bare = Omit<PictureItem, 'number'>;

/** The acknowledged reservations of a position, as its plan judged them, and what our record has of later ones. */
export function pictureOf(evidence: Evidence, reservations: readonly Reservation[]): Picture {
  const judged = [...releasedItems(evidence), ...keptItems(evidence)];
  const known = new Set(judged.map(({ lockId }) => lockId));
  const later = reservations.filter((one) => !known.has(one.lockId)).flatMap(laterItem);
  const items = [...judged, ...later]
    .sort((a, b) => (a.acknowledgedAt < b.acknowledgedAt ? -1 : a.acknowledgedAt > b.acknowledgedAt ? 1 : 0))
    .map((item, index) => ({ ...item, number: index + 1 }));
  return {
    items,
    watermark: evidence.kind === 'remove' ? evidence.update.dateUtcOnBalanceSystem : null,
    blocker: holdsByRead(evidence) ? null : (items.find(({ fate }) => !isSettled(fate)) ?? null),
  };
}

/** No order blocks then: the sentence names the one whose reservation does not fit, which may be another. */
function holdsByRead(evidence: Evidence): boolean {
  return evidence.kind === 'hold' && evidence.reason === 'inconsistent-read';
}

export function isSettled(fate: Fate): boolean {
  return fate === 'released' || fate === 'waiting';
}

function releasedItems(evidence: Evidence): Bare[] {
  if (evidence.kind !== 'remove') return [];
  return evidence.releases.map(({ lockId, orderId, quantity, acknowledgedAt }) => ({
    lockId,
    orderId,
    quantity,
    acknowledgedAt,
    fate: 'released',
    isNew: false,
  }));
}

function keptItems(evidence: Evidence): Bare[] {
  return evidence.kept.map(({ lockId, orderId, quantity, acknowledgedAt, because }) => ({
    lockId,
    orderId,
    quantity,
    acknowledgedAt,
    fate: because,
    isNew: false,
  }));
}

function laterItem({ lockId, orderId, quantity, heldAs, acknowledgedAt, status }: Reservation): Bare[] {
  if (heldAs !== 'lock' || acknowledgedAt === null || (status !== 'acknowledged' && status !== 'invoiced'))
    return [];
  const fate: Fate = status === 'invoiced' ? 'waiting' : 'open';
  return [{ lockId, orderId, quantity, acknowledgedAt, fate, isNew: true }];
}

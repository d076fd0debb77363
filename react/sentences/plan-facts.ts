import type { Attention, HoldEvidence, RemoveEvidence } from '../api/types/evidence';
import type { Named } from './teller';
import { sumOf } from './teller';

/** Some of a plan's orders: as many as a sentence names, or more, and how many there are. */
export interface Orders {
  items: readonly Named[];
  count: number;
}

/** What the sentences of a removal are made of. */
export interface RemovalFacts {
  skuId: string;
  left: Orders & { units: number };
  canceled: Orders & { units: number };
  /** Left without a reservation. */
  unreserved: Orders & { units: number };
  /** Kept from sale by a count, since an open order claims them and VTEX does not reserve them. */
  aside: Orders & { units: number };
  returned: number;
  count: { onHand: number; countedAt: string } | null;
  before: number;
  after: number;
  /** The first that is still in handling. */
  open: Named | null;
  waiting: Orders;
}

export interface HoldFacts {
  reason: string;
  blockedBy: (Named & { since: string | null }) | null;
  /** Of a reading that does not add up. */
  unreadableSince: string | null;
  retryAt: string | null;
  waiting: Orders;
}

export interface AttentionFacts extends Named {
  reason: string;
  /** What approving takes off sale; null when it does something else, or nothing. */
  repair: { units: number; total: number; locks: readonly string[] } | null;
  /** What approving takes as left, and the total that makes; null when it does something else, or nothing. */
  settle: { units: number; total: number } | null;
}

export function removalFactsOf(skuId: string, evidence: RemoveEvidence): RemovalFacts {
  const { releases, unreserved, returnedQuantity, count, kept, totalQuantity, update } = evidence;
  const left = releases.filter((one) => one.because === 'invoiced');
  const aside = (evidence.setAside || []).filter((one) => one.quantity > 0);
  const canceled = releases.filter((one) => one.because === 'canceled');
  return {
    skuId,
    left: { ...ordersOf(left), units: left.reduce((units, one) => units + one.leftQuantity, 0) },
    canceled: { ...ordersOf(canceled), units: sumOf(canceled) },
    unreserved: { ...ordersOf(unreserved), units: sumOf(unreserved) },
    aside: { ...ordersOf(aside), units: sumOf(aside) },
    returned: returnedQuantity,
    count,
    before: totalQuantity,
    after: update.quantity,
    open: kept.find((one) => one.because !== 'waiting') ?? null,
    waiting: ordersOf(kept.filter((one) => one.because === 'waiting')),
  };
}

export function holdFactsOf({ reason, blockedBy, retryAt, kept, unreadableSince }: HoldEvidence): HoldFacts {
  const waiting = ordersOf(kept.filter((one) => one.because === 'waiting'));
  return { reason, blockedBy, unreadableSince: unreadableSince ?? null, retryAt, waiting };
}

/** `totalQuantity` is VTEX's total as its plan read it. */
export function attentionFactsOf(
  { reason, orderId, lockId, propose }: Attention,
  totalQuantity: number,
): AttentionFacts {
  const repair =
    propose?.kind === 'repair'
      ? { units: sumOf(propose.lost), total: propose.quantity, locks: propose.lost.map((one) => one.lockId) }
      : null;
  const settle =
    propose?.kind === 'settle'
      ? { units: propose.leftQuantity, total: totalQuantity - propose.leftQuantity }
      : null;
  return { reason, orderId, lockId: lockId ?? '', repair, settle };
}

function ordersOf(items: readonly Named[]): Orders {
  return { items, count: items.length };
}

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
  retryAt: string | null;
  waiting: Orders;
}

export interface AttentionFacts extends Named {
  reason: string;
  /** What approving takes off sale; null when it does something else, or nothing. */
  repair: { units: number; total: number; locks: readonly string[] } | null;
}

export function removalFactsOf(skuId: string, evidence: RemoveEvidence): RemovalFacts {
  const { releases, returnedQuantity, count, kept, totalQuantity, update } = evidence;
  const released = (because: 'invoiced' | 'canceled') => {
    const items = releases.filter((one) => one.because === because);
    return { ...ordersOf(items), units: sumOf(items) };
  };
  return {
    skuId,
    left: released('invoiced'),
    canceled: released('canceled'),
    returned: returnedQuantity,
    count,
    before: totalQuantity,
    after: update.quantity,
    open: kept.find((one) => one.because !== 'waiting') ?? null,
    waiting: ordersOf(kept.filter((one) => one.because === 'waiting')),
  };
}

export function holdFactsOf({ reason, blockedBy, retryAt, kept }: HoldEvidence): HoldFacts {
  return { reason, blockedBy, retryAt, waiting: ordersOf(kept.filter((one) => one.because === 'waiting')) };
}

export function attentionFactsOf({ reason, orderId, lockId, propose }: Attention): AttentionFacts {
  const repair =
    propose?.kind === 'repair'
      ? { units: sumOf(propose.lost), total: propose.quantity, locks: propose.lost.map((one) => one.lockId) }
      : null;
  return { reason, orderId, lockId: lockId ?? '', repair };
}

function ordersOf(items: readonly Named[]): Orders {
  return { items, count: items.length };
}

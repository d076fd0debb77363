import { planViewOf } from '../../api/plan-view';
import type { PositionDetail } from '../../api/schemas/position';
import { msOfInstant } from '../../core/instant';
import type { Position } from '../../core/position';
import { stillMatters } from '../../core/record/settled';
import type { KnownReservation } from '../../core/reservation/reservation';
import type { StoredCount } from '../../store/plan';
import type { DocumentReads } from '../store/document-reads';
import { currentIn } from '../store/plan-part';
import type { PositionDocument } from '../store/shapes';
import { createHolderOrders } from './holder-orders';
import { countByStatus } from './order-view';

const MOST_RESERVATIONS = 500;
const MOST_PLANS = 50;
const MOST_COUNTS = 20;

/**
 * Everything about one SKU in one warehouse, from the record alone; null when no reservation, plan or count names
 * it. Reservations are those of orders that still hold one here; plans and counts are the last ones.
 */
export async function positionDetail(
  reads: Pick<DocumentReads, 'order' | 'position'>,
  position: Position,
): Promise<PositionDetail | null> {
  const document = await reads.position(position);
  if (document === null) return null;
  const held = await createHolderOrders(reads).reservationsAt(document);
  if (held.length === 0 && document.plans.length === 0 && document.counts.length === 0) return null;
  const current = currentIn(document)?.plan ?? null;
  return {
    ...position,
    currentPlan: current && planViewOf(current),
    byStatus: countByStatus(held),
    reservations: held.filter(stillMatters).sort(byAcknowledgement).slice(0, MOST_RESERVATIONS),
    history: newestFirst(document.plans, MOST_PLANS).map(({ plan }) => planViewOf(plan)),
    counts: newestFirst(document.counts, MOST_COUNTS).map((count) => countViewOf(count, document)),
  };
}

function newestFirst<T>(oldestFirst: readonly T[], most: number): T[] {
  return oldestFirst.slice(-most).reverse();
}

/** The record keeps counts in their order, without a time: the plan each asked for was made right after it came. */
function countViewOf(
  { reference, onHand, countedAt, planId }: StoredCount,
  { plans }: PositionDocument,
): PositionDetail['counts'][number] {
  const plan = plans.find((stored) => stored.plan.planId === planId)?.plan;
  const receivedAtMs = plan?.createdAtMs ?? msOfInstant(countedAt);
  return { reference, onHand, countedAt, planId, receivedAt: new Date(receivedAtMs).toISOString() };
}

/** The gate's order; those not acknowledged come last. */
function byAcknowledgement(a: KnownReservation, b: KnownReservation): number {
  return compare(a.acknowledgedAt ?? '~', b.acknowledgedAt ?? '~') || compare(a.lockId, b.lockId);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

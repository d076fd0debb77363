import type { LockId } from '../id';
import { sumOfQuantities } from './active';
import type { DeductedUnits, OrderFacts } from './gate-input';
import type { Judged } from './standing';
import { type StockCount, seenUpToOf } from './stock-count';

/** What the total already lacks, sorted by what becomes of it now. */
export interface Deductions {
  /** Entries whose units the total rightly lacks: a release of the same reservation deducts so much less. */
  standing: DeductedUnits[];
  /** Units that come back: of canceled orders, and of orders of which fewer units left than were deducted. */
  returnedQuantity: number;
  /** LockIds of entries that need no memory any more. */
  closed: LockId[];
  /** True when an update must be sent for them: units come back. */
  comesBack: boolean;
}

/**
 * Deducted before and left are set against each other. What is still owed (more left than was deducted) is not
 * decided here: a release deducts it, and without one it is `left`.
 *
 * | the order is now | VTEX lists the reservation | so |
 * |---|---|---|
 * | canceled | either way | its goods never left: the units come back, closed |
 * | invoiced | no | its goods left and the total lacks them already: closed; what was deducted beyond them comes back |
 * | invoiced | yes | its release deducts, or gives back, the difference: stays |
 * | open | either way | its goods will still leave: stays |
 */
export function sortDeductions(deducted: readonly DeductedUnits[], judged: readonly Judged[]): Deductions {
  const listed = new Map(judged.map((one) => [one.lockId, one.facts.kind]));
  const canceled = deducted.filter(
    (entry) => entry.settled?.kind === 'canceled' || listed.get(entry.lockId) === 'canceled',
  );
  const left = deducted.filter((entry) => entry.settled?.kind === 'invoiced' && !listed.has(entry.lockId));
  const returnedQuantity =
    sumOfQuantities(canceled) + left.reduce((units, entry) => units + beyondLeft(entry), 0);
  return {
    standing: deducted.filter((entry) => !canceled.includes(entry)),
    returnedQuantity,
    closed: [...new Set([...canceled, ...left].map((entry) => entry.lockId))],
    comesBack: returnedQuantity > 0,
  };
}

/** Units deducted beyond what left of a settled order. */
function beyondLeft({ quantity, settled }: DeductedUnits): number {
  return settled?.kind === 'invoiced' ? Math.max(0, quantity - settled.leftQuantity) : 0;
}

/** Units already taken out of the total on behalf of this reservation. */
export function deductedBefore(deductions: Deductions, lockId: LockId): number {
  return sumOfQuantities(deductions.standing.filter((entry) => entry.lockId === lockId));
}

/**
 * Units the total must go on lacking after a count, because the memory of them stays: of reservations the
 * update keeps, and of lost ones whose goods were still there when it was counted.
 */
export function owedAtCount(
  standing: readonly DeductedUnits[],
  count: StockCount,
  listed: ReadonlySet<LockId>,
  released: ReadonlySet<LockId>,
): number {
  const owed = standing.filter(({ lockId, settled }) => {
    if (listed.has(lockId)) return !released.has(lockId);
    return settled?.kind !== 'invoiced' || settled.invoicedAt > seenUpToOf(count);
  });
  return owed.reduce((units, entry) => {
    const isGone = entry.settled?.kind === 'invoiced' && !listed.has(entry.lockId);
    return units + (isGone ? entry.quantity - beyondLeft(entry) : entry.quantity);
  }, 0);
}

/** Units of a reservation that leave, or left, all told: what the total has to lack for it once VTEX reserves it no more. */
export function unitsOwed(facts: OrderFacts | undefined, quantity: number): number {
  if (facts?.kind === 'canceled') return 0;
  if (facts?.kind === 'invoiced') return facts.leftQuantity;
  return facts?.kind === 'open' ? Math.max(quantity, facts.claimQuantity ?? 0) : quantity;
}

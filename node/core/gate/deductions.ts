import { sumOfQuantities } from './active';
import type { DeductedUnits, StockCount } from './plan';
import type { Judged } from './standing';

/** What the total already lacks, sorted by what becomes of it now. */
export interface Deductions {
  /** Entries whose units the total rightly lacks: a release of the same reservation deducts so much less. */
  standing: DeductedUnits[];
  /** Units that come back because their order was canceled. */
  returnedQuantity: number;
  /** LockIds of entries that need no memory any more. */
  closed: string[];
  /** True when an update must be sent for them: units come back. */
  comesBack: boolean;
}

/**
 * | the order is now | VTEX lists the reservation | so |
 * |---|---|---|
 * | canceled | either way | its goods never left: the units come back, closed |
 * | invoiced | no | its goods left and the total lacks them already: closed |
 * | invoiced | yes | its release will deduct nothing twice: stays |
 * | open | either way | its goods will still leave: stays |
 */
export function settleDeductions(deducted: readonly DeductedUnits[], judged: readonly Judged[]): Deductions {
  const listed = new Map(judged.map((one) => [one.lockId, one.facts.kind]));
  const canceled = deducted.filter(
    (entry) => entry.settled?.kind === 'canceled' || listed.get(entry.lockId) === 'canceled',
  );
  const left = deducted.filter((entry) => entry.settled?.kind === 'invoiced' && !listed.has(entry.lockId));
  return {
    standing: deducted.filter((entry) => !canceled.includes(entry)),
    returnedQuantity: sumOfQuantities(canceled),
    closed: [...new Set([...canceled, ...left].map((entry) => entry.lockId))],
    comesBack: canceled.length > 0,
  };
}

/** Units already taken out of the total on behalf of this reservation. */
export function deductedBefore(deductions: Deductions, lockId: string): number {
  return sumOfQuantities(deductions.standing.filter((entry) => entry.lockId === lockId));
}

/**
 * Units the total must go on lacking after a count, because the memory of them stays: of reservations the
 * update keeps, and of lost ones whose goods were still there when it was counted.
 */
export function owedAtCount(
  deductions: Deductions,
  count: StockCount,
  listed: ReadonlySet<string>,
  released: ReadonlySet<string>,
): number {
  const owed = deductions.standing.filter(({ lockId, settled }) => {
    if (listed.has(lockId)) return !released.has(lockId);
    return settled?.kind !== 'invoiced' || settled.invoicedAt > count.countedAt;
  });
  return sumOfQuantities(owed);
}

import type { Reconciliation } from '../api/types/reconciliation';

/**
 * | verdict | when |
 * |---|---|
 * | differ | something differs that is not merely late |
 * | none-compared | no position could be compared: that nothing differs says nothing |
 * | none-known | there was no position at all |
 * | only-late | what differs is on its way |
 * | equal | nothing differs |
 */
export type Verdict = 'differ' | 'none-compared' | 'none-known' | 'only-late' | 'equal';

type Counts = Pick<Reconciliation, 'compared' | 'notCompared' | 'unexplained' | 'differences'>;

/** What a comparison that got to its end comes to. */
export function verdictOf({ compared, notCompared, unexplained, differences }: Counts): Verdict {
  if (unexplained > 0) return 'differ';
  if (compared === 0) return notCompared > 0 ? 'none-compared' : 'none-known';
  return differences.late > 0 ? 'only-late' : 'equal';
}

import type { Reconciliation } from '../api/types/reconciliation';

/** Positions that differ are in the sums and not among the lines: a host keeps as many lines as it has room for. */
export function isCut({ differences, lines }: Pick<Reconciliation, 'differences' | 'lines'>): boolean {
  const counted = Object.values(differences).reduce((sum, count) => sum + count, 0);
  return counted > lines.reduce((sum, line) => sum + line.differences.length, 0);
}

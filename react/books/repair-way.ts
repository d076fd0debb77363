import type { ReconciliationLine } from '../api/types/reconciliation';

/**
 * What a repair from the report would do with a position, as the server decides it.
 *
 * | way | does |
 * |---|---|
 * | approve | approves the position's recommendation, which takes the lost units off sale |
 * | count | takes the ERP's level as a stock count |
 * | late, no-level, foreign, unknown | nothing; what a person can do instead |
 */
export type RepairWay =
  | { kind: 'approve'; units: number }
  | { kind: 'count'; onHand: number; countedAt: string }
  | { kind: 'late' | 'no-level' | 'foreign' | 'unknown' };

export function repairWay({ differences, count }: ReconciliationLine): RepairWay {
  const unexplained = differences.filter((one) => one.class !== 'late');
  if (unexplained.length === 0) return { kind: 'late' };
  const lost = unexplained.filter((one) => one.class === 'lost-reservation');
  if (lost.length > 0) return { kind: 'approve', units: lost.reduce((sum, one) => sum - one.units, 0) };
  if (unexplained.some((one) => one.account === 'on-hand')) {
    return count === null ? { kind: 'no-level' } : { kind: 'count', ...count };
  }
  return { kind: unexplained.some((one) => one.class === 'foreign-update') ? 'foreign' : 'unknown' };
}

/** A repair would do something, and none is under way. */
export function canRepair(line: ReconciliationLine): boolean {
  const way = repairWay(line).kind;
  const isUnderWay = line.repair !== null && line.repair.kind !== 'refused';
  return (way === 'approve' || way === 'count') && !isUnderWay;
}

import type { Account, AccountName, DifferenceClass } from '../core/reconciliation/books';
import { isUnexplained } from '../core/reconciliation/compare-books';
import type { Report, ReportLine } from '../store/reconciliation';

const ACCOUNTS: readonly AccountName[] = ['reserved', 'total', 'on-hand', 'booked'];

/** Lines kept in one report; what is beyond is counted, and found again by the next run. */
const LINES_AT_MOST = 1_000;

export function emptyReport(begun: Pick<Report, 'reconciliationId' | 'trigger' | 'startedAtMs'>): Report {
  return {
    ...begun,
    state: 'running',
    endedAtMs: null,
    message: 'The books are being compared.',
    compared: 0,
    notCompared: 0,
    isComplete: true,
    erp: null,
    erpMessage: null,
    accounts: { reserved: null, total: null, 'on-hand': null, booked: null },
    differences: { late: 0, 'lost-reservation': 0, 'foreign-update': 0, 'erp-only-movement': 0, unknown: 0 },
    unexplained: 0,
    lines: [],
  };
}

/** Adds one position to the sums; its line is kept when something differs. */
export function addLine(report: Report, line: ReportLine): void {
  if (line.notCompared === null) report.compared += 1;
  else report.notCompared += 1;
  for (const name of ACCOUNTS) report.accounts[name] = added(report.accounts[name], line.accounts[name]);
  for (const difference of line.differences) {
    report.differences[difference.class] += 1;
    if (isUnexplained(difference)) report.unexplained += 1;
  }
  if (line.differences.length > 0 && report.lines.length < LINES_AT_MOST) report.lines.push(line);
}

function added(sum: Account | null, one: Account | null): Account | null {
  if (one === null) return sum;
  return {
    expected: (sum?.expected ?? 0) + one.expected,
    actual: (sum?.actual ?? 0) + one.actual,
  };
}

export function close(report: Report, endedAtMs: number): Report {
  return { ...report, state: 'done', endedAtMs, message: messageOf(report) };
}

const WORDS: Record<DifferenceClass, [one: string, more: string]> = {
  'lost-reservation': ['lost reservation', 'lost reservations'],
  'foreign-update': ['trace of an update that was not ours', 'traces of updates that were not ours'],
  'erp-only-movement': ['movement in the ERP alone', 'movements in the ERP alone'],
  unknown: ['difference that nothing explains', 'differences that nothing explains'],
  late: ['that is only late', 'that are only late'],
};

function messageOf({ compared, notCompared, differences, erp, erpMessage, isComplete }: Report): string {
  const sides = erp === null ? 'store and Holdfast' : `store, Holdfast and ERP (${erp})`;
  const found = (Object.keys(WORDS) as DifferenceClass[])
    .filter((kind) => differences[kind] > 0)
    .map((kind) => `${differences[kind]} ${WORDS[kind][differences[kind] === 1 ? 0 : 1]}`);
  const says = [
    `Compared ${compared} positions of ${sides}: ${found.length === 0 ? 'the books are equal' : found.join(', ')}.`,
    notCompared > 0 && `${notCompared} could not be compared.`,
    erpMessage !== null && `The ERP could not be read: ${erpMessage}`,
    !isComplete && 'There are more positions: the next run goes on there.',
  ];
  return says.filter((sentence) => typeof sentence === 'string').join(' ');
}

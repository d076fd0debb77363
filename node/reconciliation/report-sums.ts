import type { Account, AccountName, DifferenceClass } from '../core/reconciliation/books';
import { isUnexplained } from '../core/reconciliation/compare-books';
import type { Sentence } from '../core/said/said';
import { quote, say, together } from '../core/said/say';
import type { Report, ReportLine } from '../store/reconciliation';

const ACCOUNTS: readonly AccountName[] = ['reserved', 'total', 'on-hand', 'booked'];

/** Lines kept in one report; what is beyond is counted, and found again by the next run. */
const LINES_AT_MOST = 1_000;

export function emptyReport(begun: Pick<Report, 'reconciliationId' | 'trigger' | 'startedAtMs'>): Report {
  return {
    ...begun,
    state: 'running',
    endedAtMs: null,
    message: say('books.begun').message,
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
  return { ...report, state: 'done', endedAtMs, message: tellReport(report).message };
}

/** The gravest first. */
const CLASSES: readonly DifferenceClass[] = [
  'lost-reservation',
  'foreign-update',
  'erp-only-movement',
  'unknown',
  'late',
];

/** What a report found. */
export function tellReport({
  compared,
  notCompared,
  differences,
  erp,
  erpMessage,
  isComplete,
}: Report): Sentence {
  const found = CLASSES.filter((name) => differences[name] > 0);
  return together(
    erp === null
      ? say('books.compared', { count: compared })
      : say('books.compared-with-erp', { count: compared, erp }),
    found.length === 0 ? say('books.equal') : null,
    ...found.map((name) => say(`books.${name}`, { count: differences[name] })),
    notCompared > 0 ? say('books.not-compared', { count: notCompared }) : null,
    erpMessage === null ? null : together(say('books.erp-not-read'), quote(erpMessage)),
    isComplete ? null : say('books.more-to-come'),
  );
}

import type { Report, ReportLine, ReportSummary } from '../store/reconciliation';
import { isoOf } from './schemas/fields';
import type { ReconciliationSummaryView, ReconciliationView } from './schemas/reconciliation';

export function describeSummary(report: ReportSummary): ReconciliationSummaryView {
  const { startedAtMs, endedAtMs, ...rest } = report;
  return { ...rest, startedAt: isoOf(startedAtMs), endedAt: endedAtMs === null ? null : isoOf(endedAtMs) };
}

export function describeReport(report: Report): ReconciliationView {
  const { lines, ...summary } = report;
  return { ...describeSummary(summary), lines: lines.map(describeLine) };
}

function describeLine({
  position,
  comparedAtMs,
  repair,
  ...line
}: ReportLine): ReconciliationView['lines'][number] {
  return { ...position, ...line, comparedAt: isoOf(comparedAtMs), repair: repair ?? null };
}

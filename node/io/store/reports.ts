import type { Position } from '../../core/position';
import type { Opening } from '../../core/reconciliation/books';
import type { ReconciliationStore, Report, ReportSummary } from '../../store/reconciliation';
import type { Lease } from '../../store/store';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { readPositionDocument } from './finish-begun';
import { RECONCILIATION_LEASE, takeLease } from './leases';
import { unlessUnsure } from './markers';
import { openingPath, reportPath } from './paths';
import { newestProven } from './proven-total';
import { putOrThrow, readPlain } from './read-document';
import { changeIndex, readIndex } from './report-index';
import type { StoreContext } from './store-context';
import type { Tidying } from './tidy-documents';

/** `reconciliations/{id}`: a report and how far its run has come, so that both move by one write. */
export interface ReportDocument {
  report: Report;
  /** Still to be compared; null before the run has chosen its positions. */
  rest: Position[] | null;
  /** Positions that differ, and are counted but not listed, for the document must stay small. */
  leftOut: number;
}

export interface LoadedReport {
  document: ReportDocument;
  etag: string;
}

/** Reports over VBase: one document each, one that lists them, and one a position for how its books stood. */
export interface VBaseReports extends ReconciliationStore {
  /** Held while a slice of a run is compared; null when another one is. */
  lock(): Promise<Lease | null>;
  /** The newest first. */
  list(limit: number): Promise<ReportSummary[]>;
  /** Enters a report that is new; does nothing when it is there. */
  begin(report: Report): Promise<void>;
  load(reconciliationId: string): Promise<LoadedReport | null>;
  /** Conditional; false when somebody else went on with it. */
  save(document: ReportDocument, etag: string): Promise<boolean>;
  /** Has the list say what the report says. */
  tell(report: Report): Promise<void>;
  /** Removes old reports and those beyond the newest hundred, some at a time; how many. */
  tidy(how: Tidying): Promise<number>;
}

const MOST_KEPT = 100;

export function createReports(ctx: StoreContext): VBaseReports {
  const { documents } = ctx;
  const load = async (reconciliationId: string): Promise<LoadedReport | null> => {
    const found = await readPlain(documents, reportPath(reconciliationId));
    return found && { document: found.value as ReportDocument, etag: found.etag };
  };
  return {
    load,
    lock: () => takeLease(ctx, RECONCILIATION_LEASE),
    list: async (limit) => (await readIndex(ctx)).slice(0, limit),
    tell: (report) => enter(ctx, report, 'replace'),
    tidy: (how) => tidyReports(ctx, how),
    async begin(report) {
      await enter(ctx, report, 'if-new');
      const document: ReportDocument = { report, rest: null, leftOut: 0 };
      const written = await documents.write(reportPath(report.reconciliationId), document, 'absent');
      if (written.kind === 'unsure') throw new PlatformUnavailable(written.message);
    },
    async save(document, etag) {
      const path = reportPath(document.report.reconciliationId);
      const written = await documents.write(path, document, etag);
      if (written.kind === 'unsure') throw new PlatformUnavailable(written.message);
      return written.kind === 'written';
    },
    async saveReport(report) {
      await enter(ctx, report, 'replace');
      const document: ReportDocument = { report, rest: [], leftOut: 0 };
      await putOrThrow(documents, reportPath(report.reconciliationId), document);
    },
    report: async (reconciliationId) => (await load(reconciliationId))?.document.report ?? null,
    async opening(position) {
      const found = await readPlain(documents, openingPath(position));
      return (found?.value ?? null) as { opening: Opening; comparedAtMs: number } | null;
    },
    saveOpening: (position, opening, comparedAtMs) =>
      putOrThrow(documents, openingPath(position), { opening, comparedAtMs }),
    lastProvenTotal: (position, sinceMs) => lastProvenTotal(ctx, position, sinceMs),
  };
}

function enter(ctx: StoreContext, report: Report, how: 'replace' | 'if-new'): Promise<void> {
  const { lines: _lines, ...summary } = report;
  return changeIndex(ctx, (reports) => {
    const before = reports.find((one) => one.reconciliationId === summary.reconciliationId);
    if (before !== undefined && (how === 'if-new' || JSON.stringify(before) === JSON.stringify(summary)))
      return null;
    return [summary, ...reports.filter((one) => one !== before)].sort(
      (a, b) => b.startedAtMs - a.startedAtMs,
    );
  });
}

/** Of the last update that was read back and found applied; one that released nothing has set its total all the same. */
async function lastProvenTotal(
  ctx: StoreContext,
  position: Position,
  sinceMs: number,
): Promise<number | null> {
  const loaded = await readPositionDocument(ctx, position);
  if (loaded === null) return null;
  const { plans, archivedTotal } = loaded.document;
  const proven = newestProven(
    plans.map(({ plan }) => plan),
    archivedTotal ?? null,
  );
  return proven !== null && proven.atMs >= sinceMs ? proven.quantity : null;
}

/** The documents first: what the list does not name, nobody would remove. */
async function tidyReports(ctx: StoreContext, { retentionMs, atMost }: Tidying): Promise<number> {
  const beforeMs = ctx.now() - retentionMs;
  const old = (await readIndex(ctx))
    .filter(({ startedAtMs }, index) => index >= MOST_KEPT || startedAtMs < beforeMs)
    .slice(-atMost);
  const gone = new Set<string>();
  for (const { reconciliationId } of old) {
    if (await unlessUnsure(() => removeReport(ctx, reconciliationId))) gone.add(reconciliationId);
  }
  if (gone.size > 0)
    await changeIndex(ctx, (reports) =>
      reports.filter(({ reconciliationId }) => !gone.has(reconciliationId)),
    );
  return gone.size;
}

async function removeReport(ctx: StoreContext, reconciliationId: string): Promise<boolean> {
  const path = reportPath(reconciliationId);
  const found = await readPlain(ctx.documents, path);
  return found === null || (await ctx.documents.remove(path, found.etag)).kind === 'removed';
}

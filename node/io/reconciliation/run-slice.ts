import type { Position } from '../../core/position';
import {
  logReport,
  notCompared,
  type ReconciliationServices,
  reconcileOne,
} from '../../reconciliation/reconcile';
import { addLine, close, emptyReport } from '../../reconciliation/report-sums';
import { nextOfRound } from '../../store/position-round';
import type { Report, ReportLine } from '../../store/reconciliation';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import type { LoadedReport, ReportDocument, VBaseReports } from '../store/reports';

export interface SliceServices extends ReconciliationServices {
  reports: VBaseReports;
}

export type SliceEnd = { kind: 'done' } | { kind: 'again'; atMs: number };

/** Other work of the same worker waits for a slice, and an event that met it for a pause. */
const SLICE_MS = 5_000;
const PAUSE_MS = 1_000;
/** Another run is being compared. */
const BUSY_MS = 5_000;
/** A position takes no longer, its lock and the orders read again included; what VTEX is not asked in time is lost. */
const POSITION_MS = 10_000;
/** Of one run, as on the server. */
const MAX_POSITIONS = 1_000;
/** All of a report's lines, in bytes of JSON: how large a file of VBase may be is not documented. */
const LINES_BYTES = 256 * 1024;

/**
 * Compares the books of the next few positions of a run. The positions are chosen at its beginning; what is left of
 * them is kept with the report, in one document that is written once a slice: a worker that is killed costs the
 * slice, which is compared again. Nothing is changed by comparing, so that does no harm.
 */
export async function runSlice(
  services: SliceServices,
  request: Pick<Report, 'reconciliationId' | 'trigger'>,
  stopAtMs: number,
): Promise<SliceEnd> {
  const { reports, now } = services;
  const lease = await reports.lock();
  if (lease === null) return { kind: 'again', atMs: now() + BUSY_MS };
  try {
    const { document, etag } = await begun(services, request);
    const report =
      document.report.state === 'running' ? await goOn(services, document, etag, stopAtMs) : null;
    if (report?.state === 'running') return { kind: 'again', atMs: now() + PAUSE_MS };
    // Also when a worker was killed between report and list.
    await reports.tell(report ?? document.report);
    if (report !== null) await logReport(services, report);
    return { kind: 'done' };
  } finally {
    await lease.end();
  }
}

async function begun(
  { reports, now }: SliceServices,
  request: Pick<Report, 'reconciliationId' | 'trigger'>,
): Promise<LoadedReport> {
  const before = await reports.load(request.reconciliationId);
  if (before !== null) return before;
  await reports.begin(emptyReport({ ...request, startedAtMs: now() }));
  const after = await reports.load(request.reconciliationId);
  if (after === null) throw new PlatformUnavailable('a report that was written cannot be read yet');
  return after;
}

/** The report after this slice; still as it was when somebody else went on with it. */
async function goOn(
  services: SliceServices,
  { report: before, rest: left, leftOut }: ReportDocument,
  etag: string,
  stopAtMs: number,
): Promise<Report> {
  const { reports, store, now } = services;
  const report = structuredClone(before);
  const round = left === null ? await nextOfRound(store, 'reconciliation', 'any', MAX_POSITIONS) : null;
  if (round !== null) report.isComplete = round.positions.length < MAX_POSITIONS;
  const rest = [...(round?.positions ?? left ?? [])];
  const document: ReportDocument = { report, rest, leftOut };
  const endMs = Math.min(now() + SLICE_MS, stopAtMs - POSITION_MS);
  let room = LINES_BYTES - sizeOf(report.lines);
  for (let next = rest[0]; next !== undefined && now() < endMs; next = rest[0]) {
    const bytes = addBounded(report, await lineOf(services, next), room);
    if (bytes === null) document.leftOut += 1;
    room -= bytes ?? 0;
    rest.shift();
  }
  if (rest.length === 0) document.report = ended(document, now());
  if (!(await reports.save(document, etag))) return before;
  await round?.done();
  return document.report;
}

/** A record that VBase hides for hours must not hold up all the others. */
async function lineOf(services: SliceServices, position: Position): Promise<ReportLine> {
  const comparedAtMs = services.now();
  try {
    return await reconcileOne(services, position, null);
  } catch (error) {
    if (!(error instanceof PlatformUnavailable)) throw error;
    return notCompared(position, comparedAtMs, { why: 'VBase does not answer for its record', isLate: true });
  }
}

/** Counts the line in any case. The bytes it takes in the list; null when there is no room for it. */
function addBounded(report: Report, line: ReportLine, room: number): number | null {
  const listed = report.lines.length;
  addLine(report, line);
  if (line.differences.length === 0) return 0;
  const bytes = sizeOf(line);
  if (bytes > room) report.lines.length = listed;
  return report.lines.length > listed ? bytes : null;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function ended({ report, leftOut }: ReportDocument, nowMs: number): Report {
  const done = close(report, nowMs);
  if (leftOut === 0) return done;
  return { ...done, message: `${done.message} ${leftOut} more positions differ than are listed here.` };
}

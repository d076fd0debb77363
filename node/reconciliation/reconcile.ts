import type { ErpConnector } from '../clients/erp/connector';
import { type Position, positionKey } from '../core/position';
import { compareBooks, isUnexplained } from '../core/reconciliation/compare-books';
import type { ChainServices } from '../middlewares/chain-services';
import { nextOfRound } from '../store/position-round';
import type { ReconciliationStore, Report, ReportLine } from '../store/reconciliation';
import { gatherBooks } from './gather-books';
import { lastKnownOf } from './last-known';
import { type Level, levelAsCount } from './level-as-count';
import { readLevels } from './read-levels';
import { addLine, close, emptyReport, tellReport } from './report-sums';

export interface ReconciliationServices extends ChainServices {
  reports: ReconciliationStore;
  connector: (Pick<ErpConnector, 'readStock'> & { name: string }) | null;
}

export interface ReconcileOptions {
  /** Of one run; where there are more, the next run goes on there. Two calls to VTEX each. */
  maxPositions?: number;
}

const MAX_POSITIONS = 1_000;
/** Asked of the ERP in one go. */
const ERP_BATCH = 50;
/**
 * Compares the books of store, Holdfast and ERP, position by position, and keeps what was found as a report. It
 * changes nothing: a lost reservation, or numbers of VTEX's that do not agree with each other, are planned anew by the
 * usual path, so that a person is asked, and everything else waits for `repairReport`.
 *
 * Asking again under the same id does the run again; a run that was cut off is begun anew.
 */
export async function reconcile(
  services: ReconciliationServices,
  request: { reconciliationId: string; trigger: Report['trigger'] },
  { maxPositions = MAX_POSITIONS }: ReconcileOptions = {},
): Promise<Report> {
  const { reports, store, now, connector } = services;
  const before = await reports.report(request.reconciliationId);
  const report = emptyReport({ ...request, startedAtMs: before?.startedAtMs ?? now() });
  const round = await nextOfRound(store, 'reconciliation', 'any', maxPositions);
  report.isComplete = round.positions.length < maxPositions;
  for (let from = 0; from < round.positions.length; from += ERP_BATCH) {
    const batch = round.positions.slice(from, from + ERP_BATCH);
    const reading = await readLevels(services, connector, batch);
    if (reading.kind === 'read') report.erp = connector?.name ?? null;
    if (reading.kind === 'failed') report.erpMessage = reading.message;
    const levels = reading.kind === 'read' ? reading.levels : [];
    const levelOf = new Map(levels.map((level) => [positionKey(level.position), level]));
    for (const position of batch)
      addLine(report, await reconcileOne(services, position, levelOf.get(positionKey(position)) ?? null));
  }
  const closed = close(report, now());
  await reports.saveReport(closed);
  await round.done();
  await logReport(services, closed);
  return closed;
}

/** Compares one position, `stock` being what the ERP says of it; the line tells it. */
export async function reconcileOne(
  services: ReconciliationServices,
  position: Position,
  stock: Level | null,
): Promise<ReportLine> {
  const comparedAtMs = services.now();
  const gathered = await gatherBooks(services, position, {
    stock: stock?.onHand === null ? null : stock,
    lastKnown: lastKnownOf(services.reports),
  });
  // Nothing may happen there by itself: a plan asks a person, or holds it, and tells a person when that lasts.
  if (gathered.isOff) await services.dispatcher.planPosition(position, services.now(), 'sweep');
  if (gathered.kind === 'not-compared') return notCompared(position, comparedAtMs, gathered);
  const { opening, ...compared } = compareBooks(gathered.books);
  await services.reports.saveOpening(position, opening, comparedAtMs);
  if (compared.differences.some((one) => one.class === 'lost-reservation'))
    await services.dispatcher.planPosition(position, services.now(), 'sweep');
  const isApart = compared.differences.some((one) => one.account === 'on-hand' && isUnexplained(one));
  const count = isApart && stock !== null ? await levelAsCount(services, stock) : null;
  return { position, comparedAtMs, notCompared: null, ...compared, count };
}

export function notCompared(
  position: Position,
  comparedAtMs: number,
  { why, isLate }: { why: string; isLate: boolean | null },
): ReportLine {
  return {
    position,
    comparedAtMs,
    notCompared: why,
    accounts: { reserved: null, total: null, 'on-hand': null, booked: null },
    byStatus: {},
    differences:
      isLate === null
        ? []
        : [
            {
              account: 'reserved',
              class: isLate ? 'late' : 'unknown',
              units: 0,
              lockIds: [],
              orderIds: [],
              message: `Not compared: ${why}${why.endsWith('.') ? '' : '.'}`,
            },
          ],
    count: null,
  };
}

export async function logReport(
  { store }: Pick<ReconciliationServices, 'store'>,
  report: Report,
): Promise<void> {
  const { reconciliationId, unexplained, differences, compared } = report;
  await store.appendLog([
    {
      kind: 'listener',
      outcome: unexplained > 0 ? 'attention' : 'ok',
      ...tellReport(report),
      detail: { reconciliationId, compared, differences },
    },
  ]);
}

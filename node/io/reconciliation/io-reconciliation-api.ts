import type { ReconciliationApi } from '../../api/routes/reconciliation-routes';
import { type Position, positionKey } from '../../core/position';
import { isUnexplained } from '../../core/reconciliation/compare-books';
import { type RepairOutcome, type RepairRequest, repairReport } from '../../reconciliation/repair-report';
import { emptyReport } from '../../reconciliation/report-sums';
import type { Report } from '../../store/reconciliation';
import type { Run } from '../host/io-host';
import { askForRun } from './ask-for-run';

/** Comparing is work of its own; the rest is done in the request. */
export function ioReconciliationApi(run: Run): ReconciliationApi {
  const { reports, now } = run;
  return {
    list: (limit) => reports.list(limit),
    read: (reconciliationId) => reports.report(reconciliationId),
    async begin() {
      const begun = emptyReport({
        reconciliationId: run.newId(),
        trigger: 'person',
        startedAtMs: now(),
      });
      // The work first: it makes the report itself where this is cut off, and nobody would do a report without work.
      await askForRun(run, begun);
      await reports.begin(begun);
      return begun;
    },
    repair: (reconciliationId, request) => repairInTime(run, reconciliationId, request),
  };
}

/** Repairs take some ten calls to VBase each, and a request lives for a minute. */
const REPAIR_FOR_MS = 30_000;
const REPAIRED_AT_ONCE = 10;

/** Some positions at a time; those for which there is no time left are to be asked for again, which repairs once. */
async function repairInTime(
  run: Run,
  reconciliationId: string,
  request: RepairRequest,
): Promise<RepairOutcome> {
  const untilMs = run.now() + REPAIR_FOR_MS;
  const report = await run.reports.report(reconciliationId);
  if (report === null) return { kind: 'not-found' };
  const positions = repairable(report, request.positions);
  const repaired: Extract<RepairOutcome, { kind: 'repaired' }> = { kind: 'repaired', repairs: [] };
  for (let from = 0; from === 0 || from < positions.length; from += REPAIRED_AT_ONCE) {
    const some = positions.slice(from, from + REPAIRED_AT_ONCE);
    if (from > 0 && run.now() >= untilMs) {
      repaired.repairs.push(...positions.slice(from).map(noTime));
      return repaired;
    }
    const outcome = await repairReport(run, reconciliationId, { ...request, positions: some });
    if (outcome.kind !== 'repaired') return outcome;
    repaired.repairs.push(...outcome.repairs);
  }
  return repaired;
}

/** Those of a report, all or some of them, where a repair may find something to do. */
function repairable({ lines }: Report, some: readonly Position[] | null): Position[] {
  const wanted = some && new Set(some.map(positionKey));
  return lines
    .filter(({ position }) => wanted === null || wanted.has(positionKey(position)))
    .filter(({ differences }) => differences.some(isUnexplained))
    .map(({ position }) => position);
}

function noTime(position: Position) {
  const message = 'There was no time for it in this request: repair the report once more.';
  return { position, kind: 'refused' as const, planId: null, message };
}

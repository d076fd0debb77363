import { positionName } from '../core/gate/sentence-parts';
import { type Position, positionKey } from '../core/position';
import type { Difference } from '../core/reconciliation/books';
import { reconciledLevel } from '../counts/level-reference';
import { takeCount } from '../counts/receive-count';
import type { ChainServices } from '../middlewares/chain-services';
import { approvePlan } from '../removal/approve-plan';
import type { LineRepair, ReconciliationStore, Report, ReportLine } from '../store/reconciliation';

export type RepairServices = ChainServices & { reports: ReconciliationStore };

export interface RepairRequest {
  /** Null: every position of the report. */
  positions: readonly Position[] | null;
  /** Who reviewed the report, and a note of theirs. */
  who: string;
  note: string | null;
}

export type RepairOutcome =
  | { kind: 'repaired'; repairs: (LineRepair & { position: Position })[] }
  | { kind: 'not-found' }
  /** `why` is a sentence. */
  | { kind: 'refused'; why: string };

/**
 * Sets right what a person has reviewed, by the same ways as everything else: nothing is sent from here.
 *
 * | difference | repair |
 * |---|---|
 * | lost-reservation | the proposal of the position's current plan is approved, if it is about the very reservations that the report names; else the position is planned anew |
 * | on-hand, not late | the ERP's level is taken as a count: a plan like any other, which waits for a yes in recommend mode |
 * | any other | nothing: each has its own way, see docs/reconciliation.md |
 *
 * Asking twice repairs once: a plan is approved once, and the count's reference is the report's.
 */
export async function repairReport(
  services: RepairServices,
  reconciliationId: string,
  request: RepairRequest,
): Promise<RepairOutcome> {
  const report = await services.reports.report(reconciliationId);
  if (report === null) return { kind: 'not-found' };
  if (report.state !== 'done')
    return { kind: 'refused', why: `The reconciliation is ${report.state}: there is nothing to repair yet.` };
  const wanted = request.positions && new Set(request.positions.map(positionKey));
  const repairs: (LineRepair & { position: Position })[] = [];
  const lines: ReportLine[] = [];
  for (const line of report.lines) {
    const isWanted = wanted === null || wanted.has(positionKey(line.position));
    const repair = isWanted ? await repairLine(services, report, line, request) : null;
    if (repair !== null) repairs.push({ position: line.position, ...repair });
    lines.push(repair === null ? line : { ...line, repair });
  }
  if (repairs.length > 0) await services.reports.saveReport({ ...report, lines });
  return { kind: 'repaired', repairs };
}

async function repairLine(
  services: RepairServices,
  report: Report,
  line: ReportLine,
  request: RepairRequest,
): Promise<LineRepair | null> {
  const lost = line.differences.filter((one) => one.class === 'lost-reservation');
  if (lost.length > 0) return approveRepair(services, line.position, lost, request);
  const isOff = line.differences.some((one) => one.account === 'on-hand' && one.class !== 'late');
  return isOff ? countAgain(services, report, line) : null;
}

/** A yes covers what the report shows and no more. */
async function approveRepair(
  services: RepairServices,
  position: Position,
  lost: readonly Difference[],
  { who, note }: RepairRequest,
): Promise<LineRepair> {
  const plan = await services.store.currentPlan(position);
  const reviewed = new Set(lost.flatMap((one) => one.lockIds));
  const named = new Set(
    (plan?.gate.attentions ?? [])
      .filter((one) => one.reason === 'lost-reservation')
      .flatMap((one) => one.lockIds ?? one.lockId ?? []),
  );
  const isSame = named.size === reviewed.size && [...reviewed].every((lockId) => named.has(lockId));
  const isOnlyThis = plan?.gate.kind === 'attention' && plan.gate.attentions.every(isLoss);
  if (plan?.state === 'executed' && isSame)
    return { kind: 'approved', planId: plan.planId, message: 'The repair has been carried out.' };
  if (plan === null || !isSame || !isOnlyThis) {
    await services.dispatcher.planPosition(position, services.now(), 'sweep');
    const message = `${positionName(position)} has moved on since the report, or has more to decide: it is planned anew. See its recommendation, or reconcile again.`;
    return { kind: 'refused', planId: plan?.planId ?? null, message };
  }
  const outcome = await approvePlan(services, plan.planId, { who, note });
  if (outcome.kind === 'decided')
    return {
      kind: 'approved',
      planId: plan.planId,
      message: 'The repair is approved: the position is planned again, and it runs if nothing has changed.',
    };
  const message =
    outcome.kind === 'nothing-to-run'
      ? 'An update now would do more harm than good: stop the sale of it, or count the stock.'
      : 'The recommendation does not wait for a decision any more.';
  return { kind: 'refused', planId: plan.planId, message };
}

function isLoss({ reason }: { reason: string }): boolean {
  return reason === 'lost-reservation';
}

async function countAgain(
  services: RepairServices,
  { reconciliationId }: Report,
  { position, count }: ReportLine,
): Promise<LineRepair> {
  if (count === null)
    return { kind: 'refused', planId: null, message: 'The ERP gives no level to set: count the shelf.' };
  const reference = reconciledLevel(reconciliationId);
  const taken = await takeCount(services, { position, ...count, reference });
  if (taken.kind === 'older') return { kind: 'refused', planId: null, message: taken.why };
  const message = `The ERP's level (${count.onHand}) is taken as a count; see its recommendation.`;
  return { kind: 'asked', planId: taken.planId, message };
}

import { positionStream } from '../../core/erp-events/streams';
import type { PlanId } from '../../core/id';
import { MAY_BEGIN, mayMoveFrom, type PlanState } from '../../core/plan/plan-state';
import type { Position } from '../../core/position';
import type { Plan, RemovalIntent } from '../../store/plan';
import type { PlanStore } from '../../store/store';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { changeDocument, type Step } from './change-document';
import { finishPosition, readPositionDocument } from './finish-begun';
import { withoutIdle } from './leave-index';
import { mark } from './markers';
import { executingPath, planPath, waitingStreamPath } from './paths';
import { currentIn, planIn, withNewPlan, withoutOldPlans, withPlan } from './plan-part';
import { putOrThrow, readPlain } from './read-document';
import { applyRedo, splitDeliveries } from './redo';
import { replacedLog } from './replaced-log';
import type { PlanPointer, PositionDocument, Redo } from './shapes';
import { positionSource } from './sources';
import type { StoreContext } from './store-context';
import { headOf, queued } from './stream-part';

type PositionStep<Result> = (
  document: PositionDocument,
) => Promise<Step<PositionDocument, Result>> | Step<PositionDocument, Result>;

export function changePosition<Result>(
  ctx: StoreContext,
  position: Position,
  step: PositionStep<Result>,
): Promise<Result> {
  return changeDocument<PositionDocument, Result>(ctx, {
    source: positionSource(position),
    settle: (document) => finishPosition(ctx, document),
    step,
  });
}

export async function currentPlan(ctx: StoreContext, position: Position): Promise<Plan | null> {
  const loaded = await readPositionDocument(ctx, position);
  return (loaded && currentIn(loaded.document)?.plan) ?? null;
}

export async function readPlan(ctx: StoreContext, planId: PlanId): Promise<Plan | null> {
  const position = await positionOfPlan(ctx, planId);
  if (position === null) return null;
  const loaded = await readPositionDocument(ctx, position);
  const stored = loaded && planIn(loaded.document, planId);
  return stored ? stored.plan : ((await readPointer(ctx, planId))?.archived ?? null);
}

/** Null for a plan, and for a count's promised plan, that nobody recorded. */
export async function positionOfPlan(ctx: StoreContext, planId: PlanId): Promise<Position | null> {
  const kept = ctx.plans.get(planId);
  if (kept !== undefined) return kept;
  const pointer = await readPointer(ctx, planId);
  if (pointer !== null) ctx.plans.set(planId, pointer.position);
  return pointer?.position ?? null;
}

async function readPointer(ctx: StoreContext, planId: PlanId): Promise<PlanPointer | null> {
  if (planId === '') return null;
  const found = await readPlain(ctx.documents, planPath(planId));
  return (found?.value ?? null) as PlanPointer | null;
}

/** Writes the plan's pointer, unless it has one: an archived plan is never written over. */
export async function pointToPlan(
  ctx: StoreContext,
  planId: PlanId,
  position: Position,
): Promise<PlanPointer> {
  const pointer: PlanPointer = { kind: 'plan', position, archived: null };
  if (ctx.plans.get(planId) !== undefined) return pointer;
  const result = await ctx.documents.write(planPath(planId), pointer, 'absent');
  if (result.kind === 'unsure') throw new PlatformUnavailable(result.message);
  const kept = result.kind === 'conflict' ? await readPointer(ctx, planId) : pointer;
  if (kept === null) throw new PlatformUnavailable(`the pointer of plan ${planId} came and went`);
  ctx.plans.set(planId, kept.position);
  return kept;
}

export async function recordPlan(
  ctx: StoreContext,
  plan: Plan,
  effects: Parameters<PlanStore['recordPlan']>[1],
): Promise<void> {
  const { planId, position } = plan;
  const redo = await changePosition<Redo | null>(ctx, position, async (document) => {
    if (planIn(document, planId) || document.archivedIds.includes(planId)) return DONE;
    if ((await pointToPlan(ctx, planId, position)).archived !== null) return DONE;
    const nowMs = ctx.now();
    const { own, foreign } = splitDeliveries(positionStream(position), effects.deliveries);
    const stream = queued(document.stream, own, { account: ctx.account, nowMs });
    const { after, archive } = withoutOldPlans(withNewPlan(document, structuredClone(plan), nowMs));
    const next = await withoutIdle(ctx, { ...after, stream });
    const redo = redoOf(ctx, foreign, nowMs);
    await Promise.all([
      ...archive.map((old) => putOrThrow(ctx.documents, planPath(old.planId), archived(old))),
      markPosition(ctx, document, next),
      ...foreign.map((one) => mark(ctx, waitingStreamPath(one.stream))),
    ]);
    return {
      kind: 'write',
      document: { ...next, redo },
      log: [...effects.log, ...replacedLog(document.stream, stream)],
      result: redo,
    };
  });
  if (redo !== null) await applyRedo(ctx, positionSource(position), redo);
}

const DONE = { kind: 'stop', result: null } as const;

function archived(plan: Plan): PlanPointer {
  return { kind: 'plan', position: plan.position, archived: plan };
}

function redoOf(ctx: StoreContext, deliveries: Redo['deliveries'], atMs: number): Redo | null {
  return deliveries.length === 0 ? null : { token: ctx.newId(), orders: [], deliveries, trust: null, atMs };
}

/** Markers of what the next version of the position's document makes true. */
export async function markPosition(
  ctx: StoreContext,
  before: PositionDocument,
  after: PositionDocument,
): Promise<void> {
  const { position } = after;
  const paths: string[] = [];
  if (!isExecuting(before) && isExecuting(after)) paths.push(executingPath(position));
  if (headOf(before.stream) === null && headOf(after.stream) !== null)
    paths.push(waitingStreamPath(positionStream(position)));
  await Promise.all(paths.map((path) => mark(ctx, path)));
}

function isExecuting({ plans }: PositionDocument): boolean {
  return plans.some(({ plan }) => plan.state === 'executing');
}

export async function planStands(ctx: StoreContext, planId: PlanId): Promise<void> {
  const position = await positionOfPlan(ctx, planId);
  if (position === null) return;
  await changePosition(ctx, position, async (document) => {
    if (planIn(document, planId) === null) return { kind: 'stop', result: undefined };
    const stoodAtMs = ctx.now();
    const plans = document.plans.map((one) => (one.plan.planId === planId ? { ...one, stoodAtMs } : one));
    return { kind: 'write', document: await withoutIdle(ctx, { ...document, plans }), result: undefined };
  });
}

export async function movePlan(
  ctx: StoreContext,
  planId: PlanId,
  to: PlanState,
  by: { who: string; note: string | null },
): Promise<boolean> {
  const position = await positionOfPlan(ctx, planId);
  if (position === null) return false;
  return changePosition<boolean>(ctx, position, async (document) => {
    const stored = planIn(document, planId);
    if (!stored || !mayMoveFrom(to).includes(stored.plan.state)) return { kind: 'stop', result: false };
    const decided = { state: to, decidedBy: by.who, decisionNote: by.note };
    const next = withPlan(document, planId, decided, ctx.now());
    await markPosition(ctx, document, next);
    return { kind: 'write', document: next, result: true };
  });
}

/** The intent is there before the call: one conditional write decides which plan of the position has it. */
export async function beginRemoval(
  ctx: StoreContext,
  planId: PlanId,
  intent: RemovalIntent,
): Promise<boolean> {
  const position = await positionOfPlan(ctx, planId);
  if (position === null) return false;
  return changePosition<boolean>(ctx, position, async (document) => {
    const stored = planIn(document, planId);
    if (!stored || !MAY_BEGIN.includes(stored.plan.state)) return { kind: 'stop', result: false };
    const isTaken = document.plans.some((other) => other !== stored && other.plan.state === 'executing');
    if (isTaken) return { kind: 'stop', result: false };
    const begun = { state: 'executing' as const, intent: structuredClone(intent) };
    const next = withPlan(document, planId, begun, ctx.now());
    await markPosition(ctx, document, next);
    return { kind: 'write', document: next, result: true };
  });
}

import { asOrderId, type OrderId, type PlanId } from '../../core/id';
import { namedBy } from '../../core/plan/named-by';
import type { Position } from '../../core/position';
import { stillMatters } from '../../core/record/settled';
import type { KnownReservation } from '../../core/reservation/reservation';
import type { Plan } from '../../store/plan';
import type { RemovalConclusion } from '../../store/store';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { backOff, writeVersion } from './change-document';
import { conclusionEffects, type ReadOrders } from './conclusion-effects';
import { finishOrder, readOrderDocument, readPositionDocument } from './finish-begun';
import { holdOrders } from './hold-orders';
import { inParallel } from './in-parallel';
import { readHolders } from './known-at-position';
import { ordersOfLock } from './known-orders';
import { reservationsAt } from './order-document';
import { planIn } from './plan-part';
import { changePosition, markPosition, positionOfPlan } from './plans';
import { applyRedo } from './redo';
import type { PositionDocument } from './shapes';
import { positionSource } from './sources';
import type { StoreContext } from './store-context';
import { queued } from './stream-part';

/** Longer than any service of the platform may run (60 s): what is held for longer has nobody behind it. */
const HELD_MS = 90_000;
const ROUNDS = 20;

/**
 * Closes an intent with everything that follows from it, over several documents:
 *
 * 1. The position is claimed with a new token: from now on only this attempt can commit.
 * 2. Its orders are read, `decide` decides, the orders that change are held with the token, as they were read.
 * 3. The commit: one write of the position, on the condition that it is as claimed, with the plan's end and a redo
 *    record of everything else.
 * 4. The redo is carried into the orders, which ends their hold, and cleared.
 *
 * Before 3 nothing has happened; holds without a commit are void and taken off by whoever meets them. After 3
 * everything has: whoever meets the position or a held order does 4 (`settle`). A conflict starts over at 1.
 */
export async function concludeRemoval(
  ctx: StoreContext,
  planId: PlanId,
  decide: (known: KnownReservation[]) => RemovalConclusion,
): Promise<void> {
  const position = await positionOfPlan(ctx, planId);
  if (position === null) throw new Error(`no plan ${planId} to conclude`);
  let mine: string | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await backOff(ctx, round);
    const claim = await claimPosition(ctx, position, planId, round < PATIENT_ROUNDS ? mine : ANY);
    if (claim === 'closed') return;
    if (claim === 'busy') continue;
    mine = claim.token;
    if (await attempt(ctx, position, planId, claim, decide)) return;
  }
  throw new PlatformUnavailable(`plan ${planId}: its orders are being changed by too many at once`);
}

/** A claim of somebody else is left to it for so many rounds; then its worker is taken for dead. */
const PATIENT_ROUNDS = 5;
const ANY = Symbol('any claim');

interface Claim {
  token: string;
  untilMs: number;
}

/** `mine`: the token of the claim that may be taken over. */
function claimPosition(
  ctx: StoreContext,
  position: Position,
  planId: PlanId,
  mine: string | null | typeof ANY,
): Promise<Claim | 'closed' | 'busy'> {
  return changePosition<Claim | 'closed' | 'busy'>(ctx, position, (document) => {
    const stored = planIn(document, planId);
    if (!stored && !document.archivedIds.includes(planId)) throw new Error(`no plan ${planId} to conclude`);
    if (stored?.plan.state !== 'executing') return { kind: 'stop', result: 'closed' };
    const { concluding: other } = document;
    const isLive = other !== null && other.untilMs > ctx.now();
    if (isLive && mine !== ANY && other.token !== mine) return { kind: 'stop', result: 'busy' };
    const concluding = { token: ctx.newId(), untilMs: ctx.now() + HELD_MS };
    return { kind: 'write', document: { ...document, concluding }, result: concluding };
  });
}

/** False when somebody came in between: nothing is committed, and another attempt may be made. */
async function attempt(
  ctx: StoreContext,
  position: Position,
  planId: PlanId,
  claim: Claim,
  decide: (known: KnownReservation[]) => RemovalConclusion,
): Promise<boolean> {
  const claimed = await readPositionDocument(ctx, position);
  const plan = claimed && planIn(claimed.document, planId)?.plan;
  if (!claimed || !plan || claimed.document.concluding?.token !== claim.token) return false;
  const orders = await ordersOf(ctx, claimed.document, plan);
  if (orders === null) return false;
  const conclusion = decide(structuredClone(shownTo(plan, orders)));
  const effects = conclusionEffects(ctx, claim.token, { position, orders, conclusion });
  const { redo, own } = effects;
  const stream = queued(claimed.document.stream, own, { account: ctx.account, nowMs: redo.atMs });
  const next = concluded(claimed.document, planId, conclusion, { redo, stream });
  await markPosition(ctx, claimed.document, next);
  if (!(await holdOrders(ctx, { ...claim, position }, effects.changed))) return false;
  const source = positionSource(position);
  const from = { base: claimed.document, etag: claimed.etag };
  const written = await writeVersion(ctx, source, from, { document: next, log: conclusion.log });
  if (written.kind === 'conflict') return false;
  if (next.redo !== null) await applyRedo(ctx, source, next.redo);
  return true;
}

function concluded(
  document: PositionDocument,
  planId: PlanId,
  { state, result }: RemovalConclusion,
  { redo, stream }: Pick<PositionDocument, 'stream'> & { redo: NonNullable<PositionDocument['redo']> },
): PositionDocument {
  const { atMs } = redo;
  const isEmpty = redo.orders.length === 0 && redo.deliveries.length === 0 && redo.trust === null;
  const changedRevision = document.revision + 1;
  const holders = { ...document.holders };
  for (const { orderId } of redo.orders) holders[orderId] = atMs;
  return {
    ...document,
    stream,
    holders,
    concluding: null,
    redo: isEmpty ? null : redo,
    plans: document.plans.map((stored) =>
      stored.plan.planId === planId
        ? {
            ...stored,
            plan: { ...stored.plan, state, result: structuredClone(result), updatedAtMs: atMs },
            changedRevision,
          }
        : stored,
    ),
  };
}

/**
 * The orders of the position's index and those that the intent names; the part of a kit gets its record only now,
 * in the order it is released for. Null when one was held by somebody: it is settled, and read again.
 */
async function ordersOf(
  ctx: StoreContext,
  document: PositionDocument,
  plan: Plan,
): Promise<ReadOrders | null> {
  const pointed = await inParallel(namedBy(plan), async ({ lockId, orderId }) => [
    orderId,
    ...(await ordersOfLock(ctx, lockId)),
  ]);
  const inIndex = Object.keys(document.holders).map(asOrderId);
  const others = new Set(pointed.flat().filter((orderId): orderId is OrderId => orderId !== null));
  for (const orderId of inIndex) others.delete(orderId);
  const read = [
    ...(await readHolders(ctx, plan.position, inIndex)),
    ...(await inParallel([...others], async (orderId) => ({
      orderId,
      loaded: await readOrderDocument(ctx, orderId),
    }))),
  ];
  const held = read.flatMap(({ loaded }) => (loaded?.document.heldBy ? loaded.document : []));
  for (const order of held) await finishOrder(ctx, order);
  return held.length > 0 ? null : new Map(read.map(({ orderId, loaded }) => [orderId, loaded]));
}

/** What is open at the position, and all that the intent names. */
function shownTo(plan: Plan, orders: ReadOrders): KnownReservation[] {
  const named = new Set(namedBy(plan).map(({ lockId }) => lockId));
  return [...orders.values()].flatMap((loaded) =>
    loaded === null
      ? []
      : reservationsAt(loaded.document, plan.position).filter(
          (one) => stillMatters(one) || named.has(one.lockId),
        ),
  );
}

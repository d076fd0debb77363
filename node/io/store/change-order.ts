import { orderStream } from '../../core/erp-events/streams';
import type { LockId, OrderId } from '../../core/id';
import type { Position } from '../../core/position';
import { awaitsRemoval } from '../../core/record/settled';
import type { KnownOrder, OrderDecision } from '../../store/store';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { backOff, changeDocument } from './change-document';
import { finishOrder } from './finish-begun';
import { enterAgainIfLost, enterHolder, positionsToEnter } from './holders';
import { mark } from './markers';
import {
  isOver,
  knownOrderOf,
  positionsOf,
  recorded,
  reservationsAt,
  reservationsIn,
} from './order-document';
import { activeOrderPath, lockPath, settledPath, waitingStreamPath } from './paths';
import { readPlain } from './read-document';
import { applyRedo, splitDeliveries } from './redo';
import type { LockPointer, OrderDocument, Redo } from './shapes';
import { orderSource } from './sources';
import type { StoreContext } from './store-context';
import { headOf, queued } from './stream-part';

/**
 * Records a reading of an order. 1. Pointers, index and markers of what will be true. 2. The commit: one
 * conditional write of the order's document. 3. Deliveries that are kept elsewhere (the chain has none). After a
 * crash before 2 nothing has happened but names too many; after 2 whoever touches the order does 3.
 */
export async function changeOrder(
  ctx: StoreContext,
  orderId: OrderId,
  decide: (known: KnownOrder | null) => OrderDecision,
): Promise<OrderDecision> {
  const source = orderSource(orderId);
  const { decision, redo, created } = await changeDocument<OrderDocument, Committed>(ctx, {
    source,
    settle: (document) => finishOrder(ctx, document),
    step: async (document) => {
      const decided = decide(structuredClone(knownOrderOf(document)));
      const { after, redo } = afterDecision(ctx, document, decided);
      const created = await prepare(ctx, document, after, redo);
      return {
        kind: 'write',
        document: { ...after, redo },
        log: decided.log,
        result: { decision: decided, redo, created },
      };
    },
  });
  if (redo !== null) await applyRedo(ctx, source, redo);
  for (const position of created) await enterAgainIfLost(ctx, position, orderId);
  return decision;
}

interface Committed {
  decision: OrderDecision;
  redo: Redo | null;
  /** Positions whose document is new with this step. */
  created: Position[];
}

function afterDecision(
  ctx: StoreContext,
  before: OrderDocument,
  decision: OrderDecision,
): { after: OrderDocument; redo: Redo | null } {
  const atMs = ctx.now();
  const { own, foreign } = splitDeliveries(orderStream(before.orderId), decision.deliveries);
  const stream = queued(before.stream, own, { account: ctx.account, nowMs: atMs });
  const { order, readAtMs } = decision;
  const after = { ...recorded(before, decision, atMs), order, readAtMs, stream };
  if (foreign.length === 0) return { after, redo: null };
  return { after, redo: { token: ctx.newId(), orders: [], deliveries: foreign, trust: null, atMs } };
}

async function prepare(
  ctx: StoreContext,
  before: OrderDocument,
  after: OrderDocument,
  redo: Redo | null,
): Promise<Position[]> {
  const entering = positionsToEnter(before, after);
  const [entered] = await Promise.all([
    Promise.all(entering.map((position) => enterHolder(ctx, position, after.orderId))),
    nameLocks(ctx, before, after),
    markOrder(ctx, before, after),
    ...(redo?.deliveries ?? []).map(({ stream }) => mark(ctx, waitingStreamPath(stream))),
  ]);
  return entering.filter((_position, index) => entered[index]);
}

/** Pointers from lock to order, each written once: a second order with the lock joins the first. */
export async function nameLocks(
  ctx: StoreContext,
  before: OrderDocument,
  after: OrderDocument,
): Promise<void> {
  const named = new Set(reservationsIn(before).map(({ lockId }) => lockId));
  const added = new Set(reservationsIn(after).flatMap(({ lockId }) => (named.has(lockId) ? [] : lockId)));
  await Promise.all([...added].map((lockId) => nameLock(ctx, lockId, after.orderId)));
}

async function nameLock(ctx: StoreContext, lockId: LockId, orderId: OrderId): Promise<void> {
  for (let round = 0; round < 10; round++) {
    if (round > 0) await backOff(ctx, round);
    // Nobody else has the lock, as a rule: one call.
    const found = round === 0 ? null : await readPlain(ctx.documents, lockPath(lockId));
    const others = (found?.value as LockPointer | undefined)?.orderIds ?? [];
    const orderIds = others.includes(orderId) ? others : [...others, orderId];
    if (orderIds !== others) {
      const pointer: LockPointer = { kind: 'lock', orderIds };
      const result = await ctx.documents.write(lockPath(lockId), pointer, found?.etag ?? 'absent');
      if (result.kind === 'unsure') throw new PlatformUnavailable(result.message);
      if (result.kind !== 'written') continue;
    }
    ctx.locks.set(lockId, orderIds);
    return;
  }
  throw new PlatformUnavailable(`${lockPath(lockId)} is being changed by too many at once`);
}

/** Markers of what `after` makes true and `before` was not. */
export async function markOrder(
  ctx: StoreContext,
  before: OrderDocument,
  after: OrderDocument,
): Promise<void> {
  const { orderId } = after;
  const paths: string[] = [];
  if (isOver(before) && !isOver(after)) paths.push(activeOrderPath(orderId));
  if (headOf(before.stream) === null && headOf(after.stream) !== null)
    paths.push(waitingStreamPath(orderStream(orderId)));
  for (const position of positionsOf(after)) {
    const waited = reservationsAt(before, position).some(awaitsRemoval);
    if (!waited && reservationsAt(after, position).some(awaitsRemoval))
      paths.push(settledPath(position, orderId));
  }
  await Promise.all(paths.map((path) => mark(ctx, path)));
}

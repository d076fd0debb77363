import type { OrderId } from '../../core/id';
import { type Position, positionKey } from '../../core/position';
import { stillMatters } from '../../core/record/settled';
import { changeDocument } from './change-document';
import { finishPosition, readPositionDocument } from './finish-begun';
import { ABSENT_STALE_MS, MARKER_STALE_MS } from './markers';
import { positionsOf, reservationKey, reservationsAt } from './order-document';
import type { OrderDocument, PositionDocument } from './shapes';
import { positionSource } from './sources';
import type { IdleHolder, StoreContext } from './store-context';

/** An entry younger than this needs no renewal: it is not dropped for a multiple of any step's time. */
const FRESH_MS = 300_000;

/**
 * Positions whose index has to name the order before `after` is committed: those where it had nothing that
 * matters, and gets something else than it had. Wherever it has something that matters, it is named already.
 */
export function positionsToEnter(before: OrderDocument, after: OrderDocument): Position[] {
  return positionsOf(after).filter((position) => {
    const had = reservationsAt(before, position);
    if (had.some(stillMatters)) return false;
    const unchanged = new Map(had.map((one) => [reservationKey(one), JSON.stringify(one)]));
    return reservationsAt(after, position).some(
      (one) => unchanged.get(reservationKey(one)) !== JSON.stringify(one),
    );
  });
}

/** Names the order in the position's index. True when the position's document is new with it. */
export function enterHolder(ctx: StoreContext, position: Position, orderId: OrderId): Promise<boolean> {
  return changeDocument<PositionDocument, boolean>(ctx, {
    source: positionSource(position),
    settle: (document) => finishPosition(ctx, document),
    step: (document) => {
      const enteredMs = document.holders[orderId];
      const nowMs = ctx.now();
      if (enteredMs !== undefined && enteredMs + FRESH_MS > nowMs) return { kind: 'stop', result: false };
      const holders = { ...document.holders, [orderId]: nowMs };
      return { kind: 'write', document: { ...document, holders }, result: document.revision === 0 };
    },
  });
}

/**
 * Two first writes of one position may cross where VBase knows no "only if absent": the later one wins. So after
 * the step whoever created the document looks whether the order is still named.
 */
export async function enterAgainIfLost(
  ctx: StoreContext,
  position: Position,
  orderId: OrderId,
): Promise<void> {
  const loaded = await readPositionDocument(ctx, position);
  if (loaded?.document.holders[orderId] === undefined) await enterHolder(ctx, position, orderId);
}

/** Remembers which holders were seen with nothing that matters here, for the next write of the position. */
export function noteIdle(
  ctx: StoreContext,
  position: Position,
  seen: readonly { orderId: OrderId; document: OrderDocument | null; readAtMs: number }[],
): void {
  const idle = new Map<OrderId, IdleHolder>();
  for (const { orderId, document, readAtMs } of seen) {
    const held = document === null ? [] : reservationsAt(document, position);
    if (held.some(stillMatters)) continue;
    const removed = document === null ? null : held.filter((one) => one.status === 'removed');
    idle.set(orderId, { readAtMs, removed });
  }
  ctx.idle.set(positionKey(position), idle);
}

/**
 * Holders that may be dropped from this version of the index: entered long before they were seen idle. Whoever
 * makes something matter here again enters the order anew, so that this version is no longer current.
 */
export function droppable(ctx: StoreContext, document: PositionDocument): [string, IdleHolder][] {
  const idle = ctx.idle.get(positionKey(document.position)) ?? new Map<OrderId, IdleHolder>();
  return [...idle].filter(([orderId, { readAtMs, removed }]) => {
    const enteredMs = document.holders[orderId];
    const aged = removed === null ? ABSENT_STALE_MS : MARKER_STALE_MS;
    return enteredMs !== undefined && enteredMs + aged < readAtMs;
  });
}

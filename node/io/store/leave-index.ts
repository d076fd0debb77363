import type { Position } from '../../core/position';
import type { KnownReservation } from '../../core/reservation/reservation';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { backOff } from './change-document';
import { droppable } from './holders';
import { reservationKey } from './order-document';
import { removedPath } from './paths';
import { readPlain } from './read-document';
import type { PositionDocument, RemovedDocument } from './shapes';
import type { StoreContext } from './store-context';

/** Fewer are not worth two more calls. */
const AT_LEAST = 4;
/** Some 400 bytes each. */
const COPIES_KEPT = 2_000;

/**
 * The position's document without the orders that have nothing left here that matters, so that neither it nor the
 * reads of a plan grow for ever. What was removed is copied first: a stock count asks for it later.
 */
export async function withoutIdle(ctx: StoreContext, document: PositionDocument): Promise<PositionDocument> {
  const idle = droppable(ctx, document);
  if (idle.length < AT_LEAST) return document;
  const removed = idle.flatMap(([, seen]) => seen.removed ?? []);
  if (removed.length > 0) await keepRemoved(ctx, document.position, removed);
  const dropped = new Set(idle.map(([orderId]) => orderId));
  const left = Object.entries(document.holders).filter(([orderId]) => !dropped.has(orderId));
  return { ...document, holders: Object.fromEntries(left) };
}

/** Beside the index, before the orders leave it. */
export async function keepRemoved(
  ctx: StoreContext,
  position: Position,
  removed: readonly KnownReservation[],
): Promise<void> {
  for (let round = 0; round < 10; round++) {
    if (round > 0) await backOff(ctx, round);
    const found = await readPlain(ctx.documents, removedPath(position));
    const before = (found?.value ?? null) as RemovedDocument | null;
    const after = withCopies(
      before ?? { kind: 'removed', position, reservations: [], forgottenUpTo: null },
      removed,
    );
    const result = await ctx.documents.write(removedPath(position), after, found?.etag ?? 'absent');
    if (result.kind === 'unsure') throw new PlatformUnavailable(result.message);
    if (result.kind === 'written') return;
  }
  throw new PlatformUnavailable(`${removedPath(position)} is being changed by too many at once`);
}

/** Latest invoice last; the earliest are forgotten when there are too many. */
export function withCopies(
  before: RemovedDocument,
  removed: readonly KnownReservation[],
  kept = COPIES_KEPT,
): RemovedDocument {
  const byKey = new Map([...before.reservations, ...removed].map((one) => [reservationKey(one), one]));
  const all = [...byKey.values()].sort((a, b) => ((a.invoicedAt ?? '') < (b.invoicedAt ?? '') ? -1 : 1));
  const forgotten = all.slice(0, Math.max(0, all.length - kept));
  const last = forgotten.at(-1)?.invoicedAt ?? null;
  return {
    ...before,
    reservations: all.slice(forgotten.length),
    forgottenUpTo: last === null || (before.forgottenUpTo ?? '') > last ? before.forgottenUpTo : last,
  };
}

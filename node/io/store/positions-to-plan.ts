import { asOrderId, type OrderId } from '../../core/id';
import { isUnplanned } from '../../core/plan/is-unplanned';
import { type Position, positionKey } from '../../core/position';
import { awaitsRemoval } from '../../core/record/settled';
import type { StoredReservation } from '../../core/reservation/reservation';
import { segmentsOf } from '../documents/document-path';
import { readOrderDocument, readPositionDocument } from './finish-begun';
import { inParallel } from './in-parallel';
import { listInTurns } from './listing-turns';
import { sweepMarker, unlessUnsure } from './markers';
import { reservationsAt } from './order-document';
import { FOLDERS, positionAt, settledPath } from './paths';
import { currentIn } from './plan-part';
import type { StoreContext } from './store-context';

/** Settled reservations of one call; with more of them it takes others the next time. */
const AT_MOST = 600;
const SWEPT_AT_MOST = 20;

interface Settled {
  position: Position;
  orderIds: OrderId[];
}

/** See `PositionStore.positionsToPlan`. What VBase does not show for now is named another time. */
export async function positionsToPlan(
  ctx: StoreContext,
  plannedBeforeMs: number,
  limit: number,
): Promise<Position[]> {
  const settled = settledPositions(await listInTurns(ctx, FOLDERS.settled, AT_MOST));
  const judged = await inParallel(settled, (one) => unlessUnsure(() => judge(ctx, one, plannedBeforeMs)));
  return judged
    .flatMap((one) => one ?? [])
    .sort((a, b) => a.plannedAtMs - b.plannedAtMs)
    .slice(0, limit)
    .map(({ position }) => position);
}

function settledPositions(paths: readonly string[]): Settled[] {
  const byKey = new Map<string, Settled>();
  for (const path of paths) {
    const segments = segmentsOf(path);
    const position = positionAt(segments);
    const entry = byKey.get(positionKey(position)) ?? { position, orderIds: [] };
    entry.orderIds.push(asOrderId(segments[3] ?? ''));
    byKey.set(positionKey(position), entry);
  }
  return [...byKey.values()];
}

/** Null when the position need not be planned; `plannedAtMs` is -1 when it never was. */
async function judge(
  ctx: StoreContext,
  { position, orderIds }: Settled,
  plannedBeforeMs: number,
): Promise<{ position: Position; plannedAtMs: number } | null> {
  const loaded = await readPositionDocument(ctx, position);
  const current = loaded && currentIn(loaded.document);
  const plannedAtMs = current ? (current.stoodAtMs ?? current.plan.createdAtMs) : -1;
  if (current && plannedAtMs >= plannedBeforeMs) return null;
  const waiting: StoredReservation[] = [];
  const idle: OrderId[] = [];
  for (const orderId of orderIds) {
    const held = await settledOf(ctx, position, orderId);
    waiting.push(...held);
    if (held.length === 0) idle.push(orderId);
  }
  await sweep(ctx, position, idle.slice(0, SWEPT_AT_MOST));
  const isDue = waiting.some((one) => current === null || isUnplanned(one, current.plan.gate, plannedAtMs));
  return isDue ? { position, plannedAtMs } : null;
}

async function settledOf(
  ctx: StoreContext,
  position: Position,
  orderId: OrderId,
): Promise<StoredReservation[]> {
  const document = (await readOrderDocument(ctx, orderId))?.document;
  const here = new Set(document ? reservationsAt(document, position).filter(awaitsRemoval) : []);
  return (document?.reservations ?? []).filter(({ known }) => here.has(known));
}

async function sweep(ctx: StoreContext, position: Position, orderIds: readonly OrderId[]): Promise<void> {
  await inParallel(orderIds, (orderId) =>
    sweepMarker(ctx, settledPath(position, orderId), async () => {
      const loaded = await readOrderDocument(ctx, orderId);
      if (loaded === null) return 'absent';
      return reservationsAt(loaded.document, position).some(awaitsRemoval) ? 'needed' : 'idle';
    }),
  );
}

import { asOrderId, asPlanId, type LockId, type OrderId, type PlanId } from '../../core/id';
import { segmentsOf } from '../documents/document-path';
import { dropCountsOfPlan } from './drop-counts';
import { readOrderDocument } from './finish-begun';
import { keepRemoved } from './leave-index';
import { unlessUnsure } from './markers';
import { isOver, positionsOf, reservationsAt, reservationsIn } from './order-document';
import { FOLDERS, lockPath, orderPath, planPath, settingPath } from './paths';
import { changePosition } from './plans';
import { putOrThrow, readPlain } from './read-document';
import type { LockPointer, OrderDocument, PlanPointer } from './shapes';
import type { StoreContext } from './store-context';
import { headOf } from './stream-part';

export interface Tidying {
  /** What has been over for so long goes. Far longer than any count or delivery may be late: days, not hours. */
  retentionMs: number;
  /** Documents looked at in one call, of each kind. */
  atMost: number;
}

/**
 * Removes orders that have been over for longer than the retention, with what points to them, and archived plans
 * of that age. Some at a time: each call goes on where the last one ended, and begins again after the last page.
 */
export async function tidyDocuments(
  ctx: StoreContext,
  { retentionMs, atMost }: Tidying,
): Promise<{ orders: number; plans: number }> {
  const beforeMs = ctx.now() - retentionMs;
  const orders = await tidyFolder(ctx, FOLDERS.orders, atMost, (orderId) =>
    tidyOrder(ctx, asOrderId(orderId), beforeMs),
  );
  const plans = await tidyFolder(ctx, FOLDERS.plans, atMost, (planId) =>
    tidyPlan(ctx, asPlanId(planId), beforeMs),
  );
  return { orders, plans };
}

/** How many were removed. The next call's page is remembered under the folder's name. */
async function tidyFolder(
  ctx: StoreContext,
  folder: string,
  atMost: number,
  tidy: (id: string) => Promise<boolean>,
): Promise<number> {
  const cursorPath = settingPath(`documents.tidied.${folder}`);
  const cursor = (await readPlain(ctx.documents, cursorPath))?.value as { value: string | null } | undefined;
  const page = await ctx.documents.list(folder, cursor?.value ?? null, atMost);
  let removed = 0;
  for (const { path } of page.paths) {
    if (await unlessUnsure(() => tidy(segmentsOf(path)[1] ?? ''))) removed += 1;
  }
  await putOrThrow(ctx.documents, cursorPath, { value: page.next });
  return removed;
}

async function tidyOrder(ctx: StoreContext, orderId: OrderId, beforeMs: number): Promise<boolean> {
  const loaded = await readOrderDocument(ctx, orderId);
  if (loaded === null || !mayGo(loaded.document, beforeMs)) return false;
  // First out of every index, what was removed copied before (a stock count asks for it): whoever reads an index takes an order that is not there for one that is hidden.
  for (const position of positionsOf(loaded.document)) {
    const removed = reservationsAt(loaded.document, position).filter(({ status }) => status === 'removed');
    if (removed.length > 0) await keepRemoved(ctx, position, removed);
    await changePosition(ctx, position, (document) => {
      const enteredMs = document.holders[orderId];
      // Entered a moment ago: the order is coming back to life.
      if (enteredMs === undefined || enteredMs >= beforeMs) return { kind: 'stop', result: undefined };
      const { [orderId]: _left, ...holders } = document.holders;
      return { kind: 'write', document: { ...document, holders }, result: undefined };
    });
  }
  const removed = await ctx.documents.remove(orderPath(orderId), loaded.etag);
  if (removed.kind !== 'removed') return false;
  const lockIds = new Set(reservationsIn(loaded.document).map(({ lockId }) => lockId));
  for (const lockId of lockIds) await removeLock(ctx, lockId, orderId);
  return true;
}

function mayGo(document: OrderDocument, beforeMs: number): boolean {
  const isFree = document.heldBy === null && document.redo === null && headOf(document.stream) === null;
  return isFree && isOver(document) && document.readAtMs < beforeMs;
}

async function removeLock(ctx: StoreContext, lockId: LockId, orderId: OrderId): Promise<void> {
  const pointer = await readPlain(ctx.documents, lockPath(lockId));
  const orderIds = (pointer?.value as LockPointer | undefined)?.orderIds ?? [];
  if (pointer === null || !orderIds.includes(orderId)) return;
  ctx.locks.delete(lockId);
  const others = orderIds.filter((other) => other !== orderId);
  const left: LockPointer = { kind: 'lock', orderIds: others };
  if (others.length > 0) await ctx.documents.write(lockPath(lockId), left, pointer.etag);
  else await ctx.documents.remove(lockPath(lockId), pointer.etag);
}

async function tidyPlan(ctx: StoreContext, planId: PlanId, beforeMs: number): Promise<boolean> {
  const pointer = await readPlain(ctx.documents, planPath(planId));
  const archived = (pointer?.value as PlanPointer | undefined)?.archived ?? null;
  if (pointer === null || archived === null || archived.updatedAtMs >= beforeMs) return false;
  await dropCountsOfPlan(ctx, archived.position, planId);
  ctx.plans.delete(planId);
  return (await ctx.documents.remove(planPath(planId), pointer.etag)).kind === 'removed';
}

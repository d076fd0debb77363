import type { OrderId } from '../../core/id';
import { changeDocument } from './change-document';
import { type Loaded, readTruth } from './read-document';
import { applyRedo } from './redo';
import type { Hold, OrderDocument, PositionDocument } from './shapes';
import { orderSource, positionSource } from './sources';
import type { StoreContext } from './store-context';

/**
 * What somebody left in a document is finished before anything new is done with it:
 *
 * | found | the position says | what is done |
 * |---|---|---|
 * | a redo | - | applied |
 * | an order held | committed with this token | its redo is applied, which ends the hold |
 * | an order held | may still commit | waited for; after its time that conclusion is ended first |
 * | an order held | anything else | the hold is void and is taken off |
 *
 * A conclusion can be ended only by a conditional write to its position: one that goes through proves that it has
 * not committed, and makes every later attempt of it fail. No clock decides what is true.
 */
export async function finishOrder(ctx: StoreContext, document: OrderDocument): Promise<boolean> {
  if (document.redo !== null) {
    await applyRedo(ctx, orderSource(document.orderId), document.redo);
    return true;
  }
  if (document.heldBy === null) return false;
  await finishHold(ctx, document.orderId, document.heldBy);
  return true;
}

export async function finishPosition(ctx: StoreContext, document: PositionDocument): Promise<boolean> {
  if (document.redo === null) return false;
  await applyRedo(ctx, positionSource(document.position), document.redo);
  return true;
}

/** The order as it stands, with what was committed elsewhere; null when there is none. Waits for nobody. */
export async function readOrderDocument(
  ctx: StoreContext,
  orderId: OrderId,
): Promise<Loaded<OrderDocument> | null> {
  const source = orderSource(orderId);
  const loaded = await readTruth<OrderDocument>(ctx.documents, source.path, source.isIt);
  if (!loaded?.document.heldBy) return loaded;
  const { position, token } = loaded.document.heldBy;
  const holder = await readPositionDocumentAsIs(ctx, position);
  if (holder?.document.redo?.token !== token) return loaded;
  await applyRedo(ctx, positionSource(position), holder.document.redo);
  return readTruth<OrderDocument>(ctx.documents, source.path, source.isIt);
}

/** The position as it stands, its last conclusion carried through; null when there is none. */
export async function readPositionDocument(
  ctx: StoreContext,
  position: PositionDocument['position'],
): Promise<Loaded<PositionDocument> | null> {
  for (;;) {
    const loaded = await readPositionDocumentAsIs(ctx, position);
    if (loaded === null || !(await finishPosition(ctx, loaded.document))) return loaded;
  }
}

function readPositionDocumentAsIs(ctx: StoreContext, position: PositionDocument['position']) {
  const source = positionSource(position);
  return readTruth<PositionDocument>(ctx.documents, source.path, source.isIt);
}

async function finishHold(ctx: StoreContext, orderId: OrderId, hold: Hold): Promise<void> {
  const verdict = await changeDocument<PositionDocument, 'applied' | 'wait' | 'void'>(ctx, {
    source: positionSource(hold.position),
    step: async (document) => {
      if (document.redo?.token === hold.token) {
        await applyRedo(ctx, positionSource(hold.position), document.redo);
        return { kind: 'stop', result: 'applied' };
      }
      const mayCommit = document.concluding?.token === hold.token;
      if (mayCommit && ctx.now() < hold.untilMs) return { kind: 'stop', result: 'wait' };
      // Written also when nothing changes: only a write that goes through proves what was read.
      const concluding = mayCommit ? null : document.concluding;
      return { kind: 'write', document: { ...document, concluding }, result: 'void' };
    },
  });
  if (verdict === 'wait') await ctx.pause(Math.round(100 + 100 * ctx.random()));
  if (verdict !== 'void') return;
  await changeDocument(ctx, {
    source: orderSource(orderId),
    step: (document) =>
      document.heldBy?.token === hold.token
        ? { kind: 'write', document: { ...document, heldBy: null }, result: undefined }
        : { kind: 'stop', result: undefined },
  });
}

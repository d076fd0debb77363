import type { NewDelivery } from '../../store/delivery';
import { changeDocument } from './change-document';
import { inParallel } from './in-parallel';
import { recorded } from './order-document';
import type { TruthDocument } from './read-document';
import type { Redo, RedoOrder } from './shapes';
import { homeSource, orderSource, type Source } from './sources';
import type { StoreContext } from './store-context';
import { queued } from './stream-part';
import { learnTrust } from './trust';

/**
 * Carries what a step committed into the other documents, and then clears it. Anybody may do it, several at once
 * and any number of times: an order takes its part only while it is held with the step's token, a stream only
 * ids that it does not have.
 */
export async function applyRedo(ctx: StoreContext, owner: Source<TruthDocument>, redo: Redo): Promise<void> {
  await inParallel(redo.orders, (part) => applyToOrder(ctx, redo, part));
  const byStream = new Map<string, NewDelivery[]>();
  for (const one of redo.deliveries) byStream.set(one.stream, [...(byStream.get(one.stream) ?? []), one]);
  await inParallel([...byStream], ([stream, deliveries]) => applyToStream(ctx, redo, stream, deliveries));
  if (redo.trust !== null) await learnTrust(ctx, redo.trust);
  await changeDocument(ctx, {
    source: owner,
    step: (document) =>
      document.redo?.token === redo.token
        ? { kind: 'write', document: { ...document, redo: null }, result: undefined }
        : { kind: 'stop', result: undefined },
  });
}

async function applyToOrder(ctx: StoreContext, redo: Redo, part: RedoOrder): Promise<void> {
  const { account } = ctx;
  await changeDocument(ctx, {
    source: orderSource(part.orderId),
    step: (document) => {
      if (document.heldBy?.token !== redo.token) return { kind: 'stop', result: undefined };
      const after = recorded(document, part, redo.atMs);
      const stream = queued(document.stream, part.deliveries, { account, nowMs: redo.atMs });
      return { kind: 'write', document: { ...after, stream, heldBy: null }, result: undefined };
    },
  });
}

async function applyToStream(
  ctx: StoreContext,
  redo: Redo,
  stream: string,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const { account } = ctx;
  await changeDocument(ctx, {
    source: homeSource(stream),
    step: (document) => {
      const after = queued(document.stream, deliveries, { account, nowMs: redo.atMs });
      return after.lastSequence === document.stream.lastSequence
        ? { kind: 'stop', result: undefined }
        : { kind: 'write', document: { ...document, stream: after }, result: undefined };
    },
  });
}

/** Deliveries that the document of `stream` keeps itself, and those of other streams. */
export function splitDeliveries(
  own: string,
  deliveries: readonly NewDelivery[],
): { own: NewDelivery[]; foreign: NewDelivery[] } {
  return {
    own: deliveries.filter(({ stream }) => stream === own),
    foreign: deliveries.filter(({ stream }) => stream !== own),
  };
}

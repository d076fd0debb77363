import { eventIdParts } from '../../core/erp-events/erp-event';
import { orderStream, positionStream } from '../../core/erp-events/streams';
import { asLockId, asOrderId, asPlanId } from '../../core/id';
import type { Delivery, NewDelivery, WantedDeliveries } from '../../store/delivery';
import { isWanted } from '../../store/is-wanted';
import type { DeliveryStore } from '../../store/store';
import type { LogEntry } from '../../store/sync-log';
import { segmentsOf } from '../documents/document-path';
import { appendLog } from './append-log';
import { changeDocument } from './change-document';
import { readOrderDocument, readPositionDocument } from './finish-begun';
import { inParallel } from './in-parallel';
import { ordersOfLock } from './known-orders';
import { listInTurns } from './listing-turns';
import { mark, sweepMarker, unlessUnsure } from './markers';
import { FOLDERS, homeOf, positionAt, waitingStreamPath } from './paths';
import { positionOfPlan } from './plans';
import { readTruth, type TruthDocument } from './read-document';
import { homeSource } from './sources';
import type { StoreContext } from './store-context';
import { attempted, headOf, queued } from './stream-part';

/** The document that keeps the stream, with everything committed elsewhere carried into it; null when there is none. */
export async function readStream(ctx: StoreContext, stream: string): Promise<TruthDocument | null> {
  const home = homeOf(stream);
  if (home.kind === 'order') return (await readOrderDocument(ctx, home.orderId))?.document ?? null;
  if (home.kind === 'position') return (await readPositionDocument(ctx, home.position))?.document ?? null;
  const source = homeSource(stream);
  return (await readTruth(ctx.documents, source.path, source.isIt))?.document ?? null;
}

export async function nextDelivery(ctx: StoreContext, stream: string): Promise<Delivery | null> {
  const document = await readStream(ctx, stream);
  const head = document && headOf(document.stream);
  if (head) ctx.streams.set(head.id, stream);
  return head;
}

export async function recordAttempt(
  ctx: StoreContext,
  deliveryId: string,
  { log, ...attempt }: Parameters<DeliveryStore['recordAttempt']>[1],
): Promise<void> {
  const stream = await streamOf(ctx, deliveryId);
  if (stream === null) return appendLog(ctx, log);
  await changeStream(ctx, stream, deliveryId, attempt, log);
}

/** The log is appended in any case, also when the delivery was accepted before. */
async function changeStream(
  ctx: StoreContext,
  stream: string,
  deliveryId: string,
  attempt: Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAtMs' | 'lastError'>,
  log: readonly LogEntry[],
): Promise<void> {
  await changeDocument<TruthDocument, undefined>(ctx, {
    source: homeSource(stream),
    step: (document) => {
      const after = attempted(document.stream, deliveryId, attempt);
      if (after === null && log.length === 0) return { kind: 'stop', result: undefined };
      return {
        kind: 'write',
        document: after === null ? document : { ...document, stream: after },
        log,
        result: undefined,
      };
    },
  });
}

/** Looked for among what waits when this worker has not seen it: a person's retry. */
async function streamOf(ctx: StoreContext, deliveryId: string): Promise<string | null> {
  const kept = ctx.streams.get(deliveryId);
  if (kept !== undefined) return kept;
  const waiting = await waitingStreams(ctx);
  return waiting.find(({ part }) => part?.deliveries.some(({ id }) => id === deliveryId))?.stream ?? null;
}

const AT_MOST = 600;
const SWEPT_AT_MOST = 20;

/** Streams that may have something that is not accepted. What VBase does not show for now comes another time. */
async function waitingStreams(ctx: StoreContext) {
  const paths = await listInTurns(ctx, FOLDERS.waitingStreams, AT_MOST);
  return inParallel(paths, async (path) => {
    const stream = segmentsOf(path)[2] ?? '';
    const document = await unlessUnsure(() => readStream(ctx, stream));
    return { stream, part: document?.stream ?? null };
  });
}

export async function streamsDue(ctx: StoreContext, nowMs: number, limit: number): Promise<string[]> {
  const waiting = await waitingStreams(ctx);
  const idle = waiting.filter(({ part }) => part === null || headOf(part) === null);
  await inParallel(idle.slice(0, SWEPT_AT_MOST), ({ stream }) => sweepStream(ctx, stream));
  return waiting
    .flatMap(({ stream, part }) => {
      const head = part && headOf(part);
      return head?.state === 'pending' && head.nextAttemptAtMs <= nowMs ? [{ stream, head }] : [];
    })
    .sort(
      (a, b) => a.head.nextAttemptAtMs - b.head.nextAttemptAtMs || a.head.createdAtMs - b.head.createdAtMs,
    )
    .slice(0, limit)
    .map(({ stream }) => stream);
}

function sweepStream(ctx: StoreContext, stream: string): Promise<void> {
  return sweepMarker(ctx, waitingStreamPath(stream), async () => {
    const document = await readStream(ctx, stream);
    if (document === null) return 'absent';
    return headOf(document.stream) === null ? 'idle' : 'needed';
  });
}

/** What a page of the accepted ones may read. */
const STREAMS_A_PAGE = 25;

/**
 * Orders first, then positions, each with all of its stream: `orders/{token of the listing}`. Of a stream the last
 * accepted ones are kept (`stream-part.ts`).
 */
export async function acceptedDeliveries(
  ctx: StoreContext,
  wanted: WantedDeliveries,
  after: string | null,
): Promise<{ deliveries: Delivery[]; next: string | null }> {
  const { streams, next } = await streamsToSearch(ctx, wanted, after);
  const documents = await inParallel(streams, (stream) => readStream(ctx, stream));
  const kept = documents.flatMap((document) => document?.stream.deliveries ?? []);
  return { deliveries: kept.filter((delivery) => isWanted(delivery, wanted)), next };
}

async function streamsToSearch(
  ctx: StoreContext,
  { id, orderId }: WantedDeliveries,
  after: string | null,
): Promise<{ streams: string[]; next: string | null }> {
  if (orderId !== undefined) return { streams: [orderStream(orderId)], next: null };
  if (id !== undefined) {
    return { streams: await streamsOfEvent(ctx, id), next: null };
  }
  const isOfPositions = after?.startsWith('positions/') ?? false;
  const token = after === null ? '' : after.slice(after.indexOf('/') + 1);
  const folder = isOfPositions ? FOLDERS.positions : FOLDERS.orders;
  const listed = await ctx.documents.list(folder, token === '' ? null : token, STREAMS_A_PAGE);
  const streams = listed.paths.map(({ path }) => {
    const segments = segmentsOf(path);
    return isOfPositions ? positionStream(positionAt(segments)) : orderStream(asOrderId(segments[1] ?? ''));
  });
  if (listed.next !== null)
    return { streams, next: `${isOfPositions ? 'positions' : 'orders'}/${listed.next}` };
  return { streams, next: isOfPositions ? null : 'positions/' };
}

/** An event's id names the lock, or the plan, that it tells of. */
async function streamsOfEvent(ctx: StoreContext, id: string): Promise<string[]> {
  const [kind, , named = ''] = eventIdParts(id);
  if (kind === 'rsv') {
    return (await ordersOfLock(ctx, asLockId(named))).map(orderStream);
  }
  const position = await positionOfPlan(ctx, asPlanId(named));
  return position === null ? [] : [positionStream(position)];
}

export async function queueDeliveries(ctx: StoreContext, deliveries: readonly NewDelivery[]): Promise<void> {
  const streams = new Set(deliveries.map(({ stream }) => stream));
  for (const stream of streams) {
    const own = deliveries.filter((one) => one.stream === stream);
    await mark(ctx, waitingStreamPath(stream));
    await changeDocument<TruthDocument, undefined>(ctx, {
      source: homeSource(stream),
      step: (document) => {
        const after = queued(document.stream, own, { account: ctx.account, nowMs: ctx.now() });
        return { kind: 'write', document: { ...document, stream: after }, result: undefined };
      },
    });
  }
}

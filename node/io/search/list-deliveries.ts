import type { Page } from '../../api/ports';
import type { DeliveryQuery, DeliveryView } from '../../api/schemas/delivery';
import { type Position, positionKey } from '../../core/position';
import type { Delivery } from '../../store/delivery';
import type { Documents } from '../documents/documents';
import type { DocumentReads, NamePage } from '../store/document-reads';
import { inParallel } from '../store/in-parallel';
import type { IoCursor } from './cursors';
import { deliveryViewOf } from './delivery-view';
import { allOrders } from './list-orders';

type Cursor = IoCursor<'deliveries'>;
type Folder = Cursor['folder'];
type Filter = Omit<DeliveryQuery, 'cursor' | 'limit'>;

export interface DeliveryListing {
  reads: Pick<DocumentReads, 'stream' | 'positions' | 'waitingStreams'>;
  documents: Pick<Documents, 'list'>;
}

/** Streams of one listing's page, and how many such pages a page of ours reads at most. */
const STREAMS_A_STEP = 50;
const MOST_STEPS = 8;

/**
 * A page of deliveries: one stream after the other, each from its newest. What waits or is parked is found by the
 * listing of streams that wait; everything else by walking all orders, then all positions. Accepted ones are kept
 * as long as the record keeps them. A page may hold less than the limit and still be followed by another.
 */
export async function listDeliveries(
  listing: DeliveryListing,
  query: Omit<DeliveryQuery, 'cursor'>,
  after: Cursor | null,
): Promise<Page<DeliveryView, Cursor>> {
  const { limit, ...filter } = query;
  const only = onlyStream(filter);
  const rows: Delivery[] = [];
  let cursor = after ?? startOf(filter);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const names = only === null ? await streamsOf(listing, cursor) : { names: [only], next: null };
    const streams = await readStreams(listing, names.names, cursor, filter);
    const wanted = streams.flat();
    const room = limit - rows.length;
    rows.push(...wanted.slice(0, room));
    const last = rows.at(-1);
    const following = nextFolder(cursor.folder, names.next, only !== null);
    if (wanted.length > room && last)
      return pageOf(rows, { ...cursor, stream: last.stream, sequence: last.sequence });
    if (following === null) return pageOf(rows, null);
    cursor = following;
    if (rows.length === limit) break;
  }
  return pageOf(rows, cursor);
}

function pageOf(rows: readonly Delivery[], next: Cursor | null): Page<DeliveryView, Cursor> {
  return { rows: rows.map(deliveryViewOf), next };
}

/** An order's messages are all of its own stream. */
function onlyStream({ stream, orderId }: Filter): string | null {
  return stream ?? (orderId === undefined ? null : `order/${orderId}`);
}

function startOf({ state }: Filter): Cursor {
  const isWaiting = state !== undefined && !state.includes('accepted');
  return { folder: isWaiting ? 'waiting' : 'orders', after: null, stream: null, sequence: null };
}

function nextFolder(folder: Folder, next: string | null, isOnly: boolean): Cursor | null {
  const begin = { stream: null, sequence: null };
  if (isOnly) return null;
  if (next !== null) return { folder, after: next, ...begin };
  return folder === 'orders' ? { folder: 'positions', after: null, ...begin } : null;
}

async function streamsOf(
  { reads, documents }: DeliveryListing,
  { folder, after }: Cursor,
): Promise<NamePage<string>> {
  if (folder === 'waiting') return reads.waitingStreams(after, STREAMS_A_STEP);
  if (folder === 'orders')
    return named(await allOrders(documents)(after, STREAMS_A_STEP), (id) => `order/${id}`);
  return named(await reads.positions(after, STREAMS_A_STEP), positionStream);
}

function positionStream(position: Position): string {
  return `position/${positionKey(position)}`;
}

function named<Name>({ names, next }: NamePage<Name>, stream: (name: Name) => string): NamePage<string> {
  return { names: names.map(stream), next };
}

/**
 * The wanted deliveries of each stream, newest first, from where the cursor stands. A stream that is no longer in
 * its listing's page has the page begun anew: something may come twice then, nothing is left out.
 */
async function readStreams(
  { reads }: DeliveryListing,
  names: readonly string[],
  { stream, sequence }: Cursor,
  filter: Filter,
): Promise<Delivery[][]> {
  const at = stream === null ? -1 : names.indexOf(stream);
  const left = names.slice(Math.max(0, at));
  const documents = await inParallel(left, (name) => reads.stream(name));
  return documents.map((document, index) =>
    (document?.stream.deliveries ?? [])
      .filter((delivery) => belongs(delivery, filter))
      .filter((delivery) => at < 0 || index > 0 || sequence === null || delivery.sequence < sequence)
      .sort((a, b) => b.sequence - a.sequence),
  );
}

function belongs(delivery: Delivery, { state, stream, orderId }: Filter): boolean {
  return (
    (state?.includes(delivery.state) ?? true) &&
    (stream === undefined || stream === delivery.stream) &&
    (orderId === undefined || orderId === delivery.orderId)
  );
}

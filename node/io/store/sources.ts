import type { OrderId } from '../../core/id';
import { type Position, samePosition } from '../../core/position';
import { homeOf, orderPath, positionPath, streamPath } from './paths';
import type { TruthDocument } from './read-document';
import type { DocumentHead, OrderDocument, PositionDocument, StreamDocument } from './shapes';

/** Where a document of the truth is, how to know it, and what it is before its first write. */
export interface Source<Document extends TruthDocument> {
  path: string;
  isIt(document: TruthDocument): boolean;
  empty(): Document;
}

export function orderSource(orderId: OrderId): Source<OrderDocument> {
  return {
    path: orderPath(orderId),
    isIt: (document) => document.kind === 'order' && document.orderId === orderId,
    empty: () => ({
      ...emptyHead(),
      kind: 'order',
      orderId,
      order: null,
      readAtMs: 0,
      reservations: [],
      changes: [],
      heldBy: null,
    }),
  };
}

export function positionSource(position: Position): Source<PositionDocument> {
  return {
    path: positionPath(position),
    isIt: (document) => document.kind === 'position' && samePosition(document.position, position),
    empty: () => ({
      ...emptyHead(),
      kind: 'position',
      position,
      holders: {},
      plans: [],
      archivedIds: [],
      counts: [],
      carriers: [],
      concluding: null,
    }),
  };
}

export function streamSource(name: string): Source<StreamDocument> {
  return {
    path: streamPath(name),
    isIt: (document) => document.kind === 'stream' && document.name === name,
    empty: () => ({ ...emptyHead(), kind: 'stream', name }),
  };
}

/** The document in which a stream is kept. */
export function homeSource(stream: string): Source<TruthDocument> {
  const home = homeOf(stream);
  if (home.kind === 'order') return orderSource(home.orderId);
  return home.kind === 'position' ? positionSource(home.position) : streamSource(home.name);
}

function emptyHead(): DocumentHead {
  return {
    revision: 0,
    commitId: '',
    log: [],
    flushedRevision: 0,
    redo: null,
    stream: { lastSequence: 0, deliveries: [], acceptedIds: [] },
  };
}

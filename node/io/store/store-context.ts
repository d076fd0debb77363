import type { OrderId } from '../../core/id';
import type { Position } from '../../core/position';
import type { KnownReservation } from '../../core/reservation/reservation';
import type { Documents } from '../documents/documents';
import { BoundedMap } from './bounded-map';
import type { LogSink } from './log-sink';

export interface VBaseStoreOptions {
  account: string;
  documents: Documents;
  sink: LogSink;
  /** Epoch ms. */
  now(): number;
  /** A new unique id, for example a UUID. */
  newId(): string;
  /** From 0 to 1, for jitter. */
  random(): number;
  pause(ms: number): Promise<void>;
  /** What the sink could not take; it comes again with the document's next change. */
  onSinkFailure?(error: unknown): void;
}

/** What the functions of the store share. The caches hold what never changes, or what may be wrong without harm. */
export interface StoreContext extends VBaseStoreOptions {
  /** Order that holds a lock. */
  locks: BoundedMap<readonly OrderId[]>;
  /** Position of a plan. */
  plans: BoundedMap<Position>;
  /** Stream of a delivery. */
  streams: BoundedMap<string>;
  /** By path: the revision up to which log and plans are in the sink. */
  flushed: BoundedMap<number>;
  /** By position and order: seen with nothing left there that matters. */
  idle: BoundedMap<Map<OrderId, IdleHolder>>;
  /** Where each walk through a long listing goes on; null at its beginning. */
  turns: Map<string, string | null>;
}

export interface IdleHolder {
  /** Epoch ms just before the order was read. */
  readAtMs: number;
  /** Null when there was no such order. */
  removed: KnownReservation[] | null;
}

export function createContext(options: VBaseStoreOptions): StoreContext {
  return {
    ...options,
    locks: new BoundedMap(20_000),
    plans: new BoundedMap(5_000),
    streams: new BoundedMap(5_000),
    flushed: new BoundedMap(5_000),
    idle: new BoundedMap(500),
    turns: new Map(),
  };
}

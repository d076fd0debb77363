import type { VtexApi } from '../clients/vtex/vtex-api';
import type { Dispatcher, Store } from '../store/store';

/** Settings of an account that the chain decides by. */
export interface ChainSettings {
  mode: 'recommend' | 'execute';
  guardGapMs: number;
  /** How long invoices of one position are gathered into one update. */
  gatherWindowMs: number;
  /** False when no ERP is connected: nothing is queued for it. */
  mirrorOn: boolean;
}

/** What the chain works with: everything from outside is passed in. */
export interface ChainServices {
  account: string;
  vtex: VtexApi;
  store: Store;
  dispatcher: Dispatcher;
  settings: ChainSettings;
  /** Epoch ms of our own clock. */
  now(): number;
  newId(): string;
  /** Resolves after `ms`; the simulation's clock may make that at once. */
  pause(ms: number): Promise<void>;
}

/** What the job edge does next. Whatever is not `done` was already logged. */
export type ChainOutcome =
  | { kind: 'done' }
  /** Come back: somebody else holds the position, VTEX asked us to wait, or only time is missing. */
  | {
      kind: 'again';
      afterMs: number;
      reason: string;
      /** Epoch ms of the first look that did not find the order: give it back with the next. */
      missingSinceMs?: number;
    }
  /** Waiting helps nothing; a person has to change something (a key, a resource) first. */
  | { kind: 'parked'; reason: string };

import type { ReconciliationStore } from '@holdfast/node/store/reconciliation';
import type { Store } from '@holdfast/node/store/store';
import type { LogEntry, StoredLogEntry } from '@holdfast/node/store/sync-log';
import type { RealWork } from '../time/real-work';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import type { Life } from './life';
import type { Locks } from './locks';

export interface Records {
  store: Store;
  reports: ReconciliationStore;
  /** Lines of the log and what follows from them (jobs), in one step. */
  appendWith(entries: readonly LogEntry[], follow: () => void): Promise<void>;
}

/** What all of Holdfast's processes keep their records in, as whoever looks from outside has it: nothing befalls it. */
export interface Database extends Records {
  /** As one process has it, for as long as it lives. */
  ofProcess(life: Life, locks: Locks): ProcessDatabase;
  /** What was written to its log, oldest first. */
  log(): Promise<readonly StoredLogEntry[]>;
  /** The day is over, and nobody comes back. */
  end(): Promise<void>;
}

/** Its store gives the locks as this process may take them. */
export interface ProcessDatabase extends Records {
  hazards: Hazards;
  /** The connection that holds its locks is gone; undefined: that takes no time. */
  loseLocks(): Promise<void> | undefined;
  /** The process is dead. */
  die(): void;
}

/** How a step of the store goes wrong there. Whoever survives it in spite of that gets what the step gives. */
export interface Hazards {
  /** Refused on its way: nothing of it is there. */
  refuse<T>(name: string, step: () => Promise<T>): Promise<T>;
  /** It is there, and whoever asked for it does not hear so. */
  hide<T>(name: string, step: () => Promise<T>): Promise<T>;
  /** Its process dies in the middle of it; absent where a step has no middle. */
  dieWithin?<T>(step: () => Promise<T>, die: () => void): Promise<T>;
}

export interface DatabaseOf {
  seed: number;
  account: string;
  time: VirtualTime;
  /** What takes real time goes on during this: the day's clock waits for it. */
  work: RealWork;
  tally: Tally;
  isRough(): boolean;
}

/** A new and empty one, by the clock of the day. */
export type OpenDatabase = (of: DatabaseOf) => Promise<Database>;

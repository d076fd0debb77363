import type { ReservationChange } from '@holdfast/node/core/reservation/reservation';
import type { Store } from '@holdfast/node/store/store';
import type { LogEntry } from '@holdfast/node/store/sync-log';

/** A clock that the suite moves by hand. */
export interface TestClock {
  nowMs: number;
}

/** One empty store, and what the suite cannot see through the port. */
export interface StoreUnderTest {
  store: Store;
  /** The same data as another process sees it; null where there is only one process. */
  another: Store | null;
  /** The same database for another account. */
  ofAccount(account: string): Promise<Store>;
  logged(): Promise<LogEntry[]>;
  recordedChanges(): Promise<ReservationChange[]>;
  close(): Promise<void>;
}

export type MakeStore = (account: string, clock: TestClock) => Promise<StoreUnderTest>;

/** What a part of the suite works with; made anew before each test. */
export interface Contract {
  under: StoreUnderTest;
  clock: TestClock;
}

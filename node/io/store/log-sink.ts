import type { Plan } from '../../store/plan';
import type { StoredLogEntry } from '../../store/sync-log';

/**
 * Where log lines and plans can be searched. The truth is in the documents: a line or a plan may come twice
 * (its id is the same then) and late, and a sink that fails never fails the store's step. What it missed comes
 * again when the document is touched next.
 */
export interface LogSink {
  append(entries: readonly StoredLogEntry[]): Promise<void>;
  /** The plan as it is now; `planId` is its key. */
  planChanged(plan: Plan): Promise<void>;
}

import type {
  IntakeOutcome,
  NotificationIntake,
  TakenNotification,
} from '@holdfast/node/middlewares/hook/context';

/** Writes a batch in one transaction: wholly there when it resolves, not at all when it throws. */
export type CommitBatch = (batch: readonly TakenNotification[]) => Promise<void>;

export interface GroupCommitOptions {
  commit: CommitBatch;
  /** True when one row's content was refused, so that the others may be saved without it. */
  isRowFault(error: unknown): boolean;
  /** Beyond this many waiting, the sender is asked to come again. */
  maxWaiting: number;
  /** Rows of one transaction. */
  maxBatch: number;
  /** Transactions at once: with two, one batch is read and answered while the other is on its way to the disk. */
  lanes: number;
  onFlush?(flush: { rows: number; durationMs: number; failed: boolean }): void;
  onFailure(error: unknown, rows: number): void;
  /** Milliseconds, for the durations above. */
  now(): number;
}

export interface GroupCommit extends NotificationIntake {
  waiting(): number;
  /** Resolves when nothing is waiting or in flight. */
  drain(): Promise<void>;
}

interface Waiting {
  taken: TakenNotification;
  resolve(outcome: IntakeOutcome): void;
}

const DURABLE: IntakeOutcome = { kind: 'durable' };
const FULL: IntakeOutcome = {
  kind: 'unavailable',
  message: 'Too many notifications are waiting; send it again.',
};
const LOST: IntakeOutcome = { kind: 'unavailable', message: 'The database is not reachable; send it again.' };

/**
 * One transaction for all notifications that arrived together: the first is flushed at once, and what arrives
 * while all lanes are in flight makes the next one. A fixed gathering wait would only slow small loads.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const queue: Waiting[] = [];
  const lanes = new Set<Promise<void>>();
  let open = 0;

  async function flushAll(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, options.maxBatch);
      const reachable = await flush(batch, options);
      // They would wait out the same time-out one after the other, and VTEX waits five seconds in all.
      if (!reachable) for (const { resolve } of queue.splice(0)) resolve(LOST);
    }
    // In the same step as the look at the queue: what comes a moment later opens a lane of its own.
    open -= 1;
  }

  function openLane(): void {
    open += 1;
    const lane = flushAll().finally(() => lanes.delete(lane));
    lanes.add(lane);
  }

  return {
    take(taken) {
      if (queue.length >= options.maxWaiting) return Promise.resolve(FULL);
      return new Promise((resolve) => {
        queue.push({ taken, resolve });
        if (open < options.lanes) openLane();
      });
    },
    waiting: () => queue.length,
    async drain() {
      while (lanes.size > 0) await Promise.all(lanes);
    },
  };
}

/** False when the database could not be reached. */
async function flush(batch: readonly Waiting[], options: GroupCommitOptions): Promise<boolean> {
  const startedMs = options.now();
  const error = await attempt(batch, options.commit);
  options.onFlush?.({ rows: batch.length, durationMs: options.now() - startedMs, failed: error !== null });
  if (error === null) {
    for (const { resolve } of batch) resolve(DURABLE);
    return true;
  }
  options.onFailure(error.cause, batch.length);
  if (options.isRowFault(error.cause) && batch.length > 1) {
    for (const one of batch) await flush([one], options);
    return true;
  }
  for (const { resolve } of batch) resolve(LOST);
  return options.isRowFault(error.cause);
}

async function attempt(batch: readonly Waiting[], commit: CommitBatch): Promise<{ cause: unknown } | null> {
  try {
    await commit(batch.map(({ taken }) => taken));
    return null;
  } catch (cause) {
    return { cause };
  }
}

import type { OrderId } from '@holdfast/node/core/id';
import { type Position, positionKey } from '@holdfast/node/core/position';
import type { Plan } from '@holdfast/node/store/plan';

type Trigger = Plan['trigger'];

export type Work =
  | { kind: 'order'; orderId: OrderId; missingSinceMs?: number }
  | { kind: 'position'; position: Position; triggers: Trigger[] }
  | { kind: 'deliver'; stream: string }
  | { kind: 'clock'; task: ClockTask };
export type ClockTask = 'drain-feed' | 'redispatch' | 'sweep' | 'keep-listening' | 'reconcile' | 'poll-erp';

export interface Job {
  key: string;
  work: Work;
  /** Epoch ms. */
  runAtMs: number;
  addedAtMs: number;
  isLocked: boolean;
  failures: number;
}

/** Events of one order come in pairs: the look at it waits for the second (as the server's jobs do). */
const PAIR_WAIT_MS = 1_000;

/**
 * Jobs that outlive their process: one of a key waits at a time, a later request never delays an earlier one, and
 * one that runs has its successor beside it. What is added here is durable.
 */
export class JobQueue {
  private readonly jobs = new Set<Job>();
  /** Of each key the one that is not taken. */
  private readonly waiting = new Map<string, Job>();

  constructor(
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {}

  lookAtOrder(orderId: OrderId, afterMs = PAIR_WAIT_MS, missingSinceMs?: number): void {
    const same = this.waiting.get(`order/${orderId}`);
    if (same?.work.kind === 'order') same.work.missingSinceMs ??= missingSinceMs;
    this.add(`order/${orderId}`, { kind: 'order', orderId, missingSinceMs }, this.now() + afterMs);
  }

  planPosition(position: Position, notBeforeMs: number, trigger: Trigger): void {
    const key = `position/${positionKey(position)}`;
    const same = this.waiting.get(key);
    if (same?.work.kind === 'position') same.work.triggers.push(trigger);
    this.add(key, { kind: 'position', position, triggers: [trigger] }, notBeforeMs);
  }

  deliver(stream: string, notBeforeMs: number): void {
    this.add(`deliver/${stream}`, { kind: 'deliver', stream }, notBeforeMs);
  }

  byClock(task: ClockTask): void {
    this.add(`clock/${task}`, { kind: 'clock', task }, this.now());
  }

  /** The one due longest, taken by the caller. */
  take(): Job | null {
    let first: Job | null = null;
    for (const job of this.waiting.values())
      if (job.runAtMs <= this.now() && (first === null || job.runAtMs < first.runAtMs)) first = job;
    if (first === null) return null;
    first.isLocked = true;
    this.waiting.delete(first.key);
    return first;
  }

  done(job: Job): void {
    this.jobs.delete(job);
  }

  /** Failed, or its process died: it is there again, unless a newer one of its key waits already. */
  giveBack(job: Job, afterMs: number): void {
    this.jobs.delete(job);
    job.failures += 1;
    const triggers = job.work.kind === 'position' ? job.work.triggers : [];
    const same = this.waiting.get(job.key);
    if (same?.work.kind === 'position') same.work.triggers.push(...triggers);
    this.add(job.key, job.work, this.now() + afterMs, job.failures);
  }

  /** When the next one falls due; null: nothing waits. Epoch ms. */
  nextAtMs(): number | null {
    let next: number | null = null;
    for (const { runAtMs } of this.waiting.values()) if (next === null || runAtMs < next) next = runAtMs;
    return next;
  }

  all(): readonly Job[] {
    return [...this.jobs];
  }

  private add(key: string, work: Work, runAtMs: number, failures = 0): void {
    const same = this.waiting.get(key);
    if (same !== undefined) same.runAtMs = Math.min(same.runAtMs, runAtMs);
    else {
      const job = { key, work, runAtMs, addedAtMs: this.now(), isLocked: false, failures };
      this.jobs.add(job);
      this.waiting.set(key, job);
    }
    this.changed();
  }
}

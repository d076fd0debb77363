import type { Delivery } from '../store/delivery';
import type { LogEntry } from '../store/sync-log';
import { attemptEntry, subjectOf } from './attempt-log';
import { missingWaitMs, nextAttemptAtMs } from './back-off';
import type { OwnOutcome } from './stand-for-missing';

/** What is recorded about one attempt, in one step with its log line. */
export interface JudgedAttempt {
  state: Delivery['state'];
  attempts: number;
  nextAttemptAtMs: number;
  lastError: string | null;
  log: LogEntry[];
}

export interface AttemptTimes {
  startedAtMs: number;
  nowMs: number;
  /** In [0, 1). */
  random: number;
}

/**
 * | outcome | state | next |
 * |---|---|---|
 * | accepted | accepted | the stream's next delivery |
 * | retry, time left | pending | the same one, after the back-off |
 * | retry, two days gone | parked | a person |
 * | refused | parked | a person |
 * | waits for what another one is parked for | pending | the same one, within ten minutes, for ever |
 */
export function judgeAttempt(delivery: Delivery, outcome: OwnOutcome, times: AttemptTimes): JudgedAttempt {
  const attempts = delivery.attempts + 1;
  const extra = { durationMs: times.nowMs - times.startedAtMs, detail: { status: outcome.status, attempts } };
  const about = subjectOf(delivery);
  if (outcome.kind === 'accepted') {
    const note = outcome.note === undefined ? '' : ` ${outcome.note}`;
    const entry = attemptEntry(delivery, 'ok', `The ERP took ${about}.${note}`, extra);
    return { state: 'accepted', attempts, nextAttemptAtMs: times.nowMs, lastError: null, log: [entry] };
  }
  if (outcome.kind === 'waits') return waiting(delivery, outcome, times);
  const nextMs =
    outcome.kind === 'refused'
      ? null
      : nextAttemptAtMs({
          ...times,
          attempts,
          createdAtMs: delivery.createdAtMs,
          retryAfterMs: outcome.retryAfterMs,
        });
  const failed = { attempts, lastError: outcome.message };
  if (nextMs !== null) {
    const said = `The ERP did not take ${about} yet (attempt ${attempts}): ${outcome.message}`;
    const entry = attemptEntry(delivery, 'retry', said, extra);
    return { ...failed, state: 'pending', nextAttemptAtMs: nextMs, log: [entry] };
  }
  const said = `Parked ${about} after attempt ${attempts}; the later messages of ${delivery.stream} wait. ${outcome.message}`;
  const entry = attemptEntry(delivery, 'parked', said, extra);
  return { ...failed, state: 'parked', nextAttemptAtMs: times.nowMs, log: [entry] };
}

/**
 * It counts as tried once, however long that lasts: when the thing is there it has the patience of a new one. Only
 * the first of such attempts is told, and none of those that come back within seconds.
 */
function waiting(
  delivery: Delivery,
  { status, message, isSoon }: Extract<OwnOutcome, { kind: 'waits' }>,
  { startedAtMs, nowMs, random }: AttemptTimes,
): JudgedAttempt {
  const attempts = 1;
  const said = `The ERP did not take ${subjectOf(delivery)} yet: ${message}`;
  const extra = { durationMs: nowMs - startedAtMs, detail: { status, attempts } };
  const isTold = isSoon || delivery.lastError === message;
  const log = isTold ? [] : [attemptEntry(delivery, 'retry', said, extra)];
  const nextAttemptAtMs = nowMs + missingWaitMs(isSoon, random);
  return { state: 'pending', attempts, nextAttemptAtMs, lastError: message, log };
}

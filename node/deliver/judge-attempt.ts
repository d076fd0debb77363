import type { DeliveryOutcome } from '../clients/erp/connector';
import type { Delivery } from '../store/delivery';
import type { LogEntry } from '../store/sync-log';
import { attemptEntry, subjectOf } from './attempt-log';
import { nextAttemptAtMs } from './back-off';

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
 */
export function judgeAttempt(
  delivery: Delivery,
  outcome: DeliveryOutcome,
  times: AttemptTimes,
): JudgedAttempt {
  const attempts = delivery.attempts + 1;
  const extra = { durationMs: times.nowMs - times.startedAtMs, detail: { status: outcome.status, attempts } };
  const about = subjectOf(delivery);
  if (outcome.kind === 'accepted') {
    const note = outcome.note === undefined ? '' : ` ${outcome.note}`;
    const entry = attemptEntry(delivery, 'ok', `The ERP took ${about}.${note}`, extra);
    return { state: 'accepted', attempts, nextAttemptAtMs: times.nowMs, lastError: null, log: [entry] };
  }
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

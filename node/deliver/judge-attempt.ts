import { quote, say, together } from '../core/said/say';
import { tellFailure } from '../middlewares/outcome';
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
    const note =
      outcome.note === undefined ? null : tellFailure({ message: outcome.note, said: outcome.said });
    const entry = attemptEntry(delivery, 'ok', together(say('delivery.taken', about), note), extra);
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
    const sentence = together(say('delivery.not-yet', { ...about, attempts }), tellFailure(outcome));
    const entry = attemptEntry(delivery, 'retry', sentence, extra);
    return { ...failed, state: 'pending', nextAttemptAtMs: nextMs, log: [entry] };
  }
  const parked = say('delivery.parked', { ...about, attempts, stream: delivery.stream });
  const entry = attemptEntry(delivery, 'parked', together(parked, tellFailure(outcome)), extra);
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
  const sentence = together(say('delivery.waits', subjectOf(delivery)), quote(message));
  const extra = { durationMs: nowMs - startedAtMs, detail: { status, attempts } };
  const isTold = isSoon || delivery.lastError === message;
  const log = isTold ? [] : [attemptEntry(delivery, 'retry', sentence, extra)];
  const nextAttemptAtMs = nowMs + missingWaitMs(isSoon, random);
  return { state: 'pending', attempts, nextAttemptAtMs, lastError: message, log };
}

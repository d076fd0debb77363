/**
 * | reason | meaning |
 * |---|---|
 * | signed-out | the session is over |
 * | not-found | there is no such thing, or this host has no such endpoint |
 * | refused | asked wrongly, or not possible now; the message says why |
 * | unavailable | the server has a problem of its own |
 * | unreachable | no answer at all |
 */
export type FailureReason = 'signed-out' | 'not-found' | 'refused' | 'unavailable' | 'unreachable';

export interface Failure {
  kind: 'failure';
  reason: FailureReason;
  /** The API's own sentence; null when it gave none. */
  message: string | null;
}

/** `aborted`: nobody waits for it any more. */
export type Outcome<A> = { kind: 'answer'; answer: A } | Failure | { kind: 'aborted' };

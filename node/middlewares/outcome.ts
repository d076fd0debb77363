import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { Said, Sentence } from '../core/said/said';
import { quote } from '../core/said/say';
import type { LogEntry } from '../store/sync-log';
import type { ChainOutcome } from './chain-services';

export const DONE: ChainOutcome = { kind: 'done' };

/** Somebody else holds the position or the order: they are done within seconds. */
export const BUSY_MS = 2_000;
/** For a `later` that names no wait: what each answer of VTEX's waits for stands in `clients/vtex/failures`. */
const LATER_MS = 15_000;

export function again(afterMs: number, reason: string): ChainOutcome {
  return { kind: 'again', afterMs: Math.max(0, Math.ceil(afterMs)), reason };
}

/** What a failed call means for the job: wait and come back, or stop until a person has acted. */
export function outcomeOfFailure(failure: VtexFailure): ChainOutcome {
  if (failure.retry === 'later') {
    return again(failure.retryAfterMs ?? LATER_MS, sayFailure(failure));
  }
  return { kind: 'parked', reason: sayFailure(failure) };
}

/** Names the missing License Manager resource, which is what the person who reads it has to grant. */
export function sayFailure(failure: VtexFailure): string {
  const resource =
    failure.missingResource === null
      ? ''
      : ` The app key lacks the License Manager resource "${failure.missingResource}".`;
  return `${failure.endpoint}: ${failure.message}${resource}`;
}

/** Why something failed, for a sentence that goes on with it; without parts the message is told as it is. */
export function tellFailure({ message, said }: { message: string; said?: Said[] }): Sentence {
  return said === undefined ? quote(message) : { message, said };
}

/** The log line of a failed call, with ids of what it was about. */
export function failureEntry(failure: VtexFailure, about: Partial<LogEntry>): LogEntry {
  return {
    kind: 'failure',
    outcome: failure.retry === 'later' ? 'retry' : 'parked',
    message: sayFailure(failure),
    said: tellFailure(failure).said,
    detail: { kind: failure.kind, status: failure.status },
    ...about,
  };
}

/** Of two outcomes the one the job edge must heed: a person first, then the earliest return. */
export function worse(a: ChainOutcome, b: ChainOutcome): ChainOutcome {
  if (a.kind === 'parked' || b.kind === 'done') return a;
  if (b.kind === 'parked' || a.kind === 'done') return b;
  return a.afterMs <= b.afterMs ? a : b;
}

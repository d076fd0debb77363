import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { Sentence } from '../core/said/said';
import { together } from '../core/said/say';
import { tellFailure } from '../middlewares/outcome';
import type { LogEntry, LogOutcome } from '../store/sync-log';

/** One line of the log about a listener. */
export function listenerEntry(
  outcome: LogOutcome,
  sentence: Sentence,
  detail: Record<string, unknown> | null = null,
): LogEntry {
  return { kind: 'listener', outcome, ...sentence, detail };
}

/** A failed call of a listener: it is tried again at its next turn; `what` ends in a colon, and why follows. */
export function failureEntry(what: Sentence, failure: VtexFailure): LogEntry {
  const outcome = failure.retry === 'ask-a-person' ? 'attention' : 'retry';
  const { kind, status, endpoint, missingResource } = failure;
  return {
    kind: 'failure',
    outcome,
    ...together(what, tellFailure(failure)),
    detail: { failure: kind, status, endpoint, missingResource },
  };
}

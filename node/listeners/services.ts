import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { LogEntry, LogOutcome } from '../store/sync-log';

/** One line of the log about a listener. */
export function listenerEntry(
  outcome: LogOutcome,
  message: string,
  detail: Record<string, unknown> | null = null,
): LogEntry {
  return { kind: 'listener', outcome, message, detail };
}

/** A failed call of a listener: it is tried again at its next turn; the message says what a person must do. */
export function failureEntry(what: string, failure: VtexFailure): LogEntry {
  const outcome = failure.retry === 'ask-a-person' ? 'attention' : 'retry';
  const { kind, status, endpoint, missingResource } = failure;
  return {
    kind: 'failure',
    outcome,
    message: `${what}: ${failure.message}`,
    detail: { failure: kind, status, endpoint, missingResource },
  };
}

import type { DeliveryOutcome } from '../connector';
import { noAnswerSentence } from '../webhook/no-answer';
import type { TrytonFailure } from './failure';

/** Two transactions that met are done with each other by then. */
const LOST_RACE_MS = 2_000;

/**
 * What becomes of the message.
 *
 * | failure | outcome |
 * |---|---|
 * | no answer, 5xx, session, fault | retry: the next attempt reads before it writes |
 * | lost race | retry soon |
 * | login | retry when the pause is over |
 * | later, not Tryton | retry: it goes through by itself once somebody has put it right |
 * | missing | missing: one message of each thing is parked until it is there |
 * | user error, unanswerable warning, by hand | refused: parked until a person retries it |
 */
export function outcomeOfFailure(failure: TrytonFailure): DeliveryOutcome {
  const message = sentenceOf(failure);
  if (failure.kind === 'user-error' || failure.kind === 'user-warning' || failure.kind === 'by-hand') {
    return { kind: 'refused', status: null, message };
  }
  if (failure.kind === 'missing') return { kind: 'missing', what: failure.what, status: null, message };
  return { kind: 'retry', status: statusOf(failure), retryAfterMs: waitOf(failure), message };
}

/** One sentence, and what to do where something can be done. Holds no address and no secret. */
export function sentenceOf(failure: TrytonFailure): string {
  switch (failure.kind) {
    case 'no-answer':
      return noAnswerSentence(failure.code).message.replaceAll('The ERP', 'The ERP (Tryton)');
    case 'status':
      return `The ERP (Tryton) answered ${failure.status}.`;
    case 'not-tryton':
      return `What answers at ERP_URL (${failure.status}) does not speak as the ERP (Tryton) does: check ERP_URL and ERP_DATABASE.`;
    case 'session':
      return 'The ERP (Tryton) ended the session again and again: check that ERP_USER is active.';
    case 'user-error':
      return `The ERP (Tryton) refused: ${failure.message}`;
    case 'user-warning':
      return `The ERP (Tryton) asks before it goes on: ${failure.message}`;
    case 'concurrency':
      return 'Somebody else was working at the same record in the ERP (Tryton).';
    case 'fault':
      return `The ERP (Tryton) failed: ${failure.message}. Its own log has the details.`;
    case 'login':
    case 'missing':
    case 'later':
    case 'by-hand':
      return failure.message;
  }
}

function statusOf(failure: TrytonFailure): number | null {
  return failure.kind === 'status' || failure.kind === 'not-tryton' ? failure.status : null;
}

function waitOf(failure: TrytonFailure): number | null {
  if (failure.kind === 'status' || failure.kind === 'login') return failure.retryAfterMs;
  return failure.kind === 'concurrency' ? LOST_RACE_MS : null;
}

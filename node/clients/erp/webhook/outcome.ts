import type { DeliveryOutcome } from '../connector';
import type { PostAnswer } from './http-post';
import { noAnswerSentence } from './no-answer';
import { retryAfterMs } from './retry-after';

/** Too early, too slow, too many: the message itself is fine. 5xx is added below. */
const RETRY_STATUS = new Set([408, 425, 429]);

/** What a person can do about a refusal; every other 4xx gets the plain sentence. */
const REFUSAL_ADVICE: Record<number, string> = {
  401: 'The ERP did not accept the signature (401): check that ERP_SECRET is the secret it verifies with.',
  403: 'The ERP forbids this call (403): check ERP_SECRET and whether the ERP lets this server in.',
  404: 'The ERP has nothing at this address (404): check ERP_URL.',
  405: 'The ERP does not take POST at this address (405): check ERP_URL.',
  410: 'The ERP says that this address is gone (410): set ERP_URL to the new one.',
  413: 'The ERP says that the message is too large (413).',
};

/**
 * | answer | outcome |
 * |---|---|
 * | 2xx | accepted |
 * | 408, 425, 429, 5xx, none | retry, not before `Retry-After` |
 * | 3xx | refused: a redirect could send a signed message to a stranger |
 * | any other | refused |
 */
export function outcomeOf(answer: PostAnswer, nowMs: number): DeliveryOutcome {
  if (answer.kind === 'no-answer') {
    return { kind: 'retry', status: null, retryAfterMs: null, message: noAnswerSentence(answer.code) };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  if (status >= 500 || RETRY_STATUS.has(status)) {
    const waitMs = retryAfterMs(answer.headers['retry-after'], nowMs);
    return { kind: 'retry', status, retryAfterMs: waitMs, message: `The ERP answered ${status}.` };
  }
  return { kind: 'refused', status, message: refusalSentence(status) };
}

function refusalSentence(status: number): string {
  if (status >= 300 && status < 400) {
    return `The ERP answered with a redirect (${status}), which is not followed: set ERP_URL to the final address.`;
  }
  return REFUSAL_ADVICE[status] ?? `The ERP refused the message (${status}).`;
}

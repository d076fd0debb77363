import type { Sentence } from '../../../core/said/said';
import { say } from '../../../core/said/say';
import type { DeliveryOutcome } from '../connector';
import type { PostAnswer } from './http-post';
import { noAnswerSentence } from './no-answer';
import { retryAfterMs } from './retry-after';

/**
 * Too early, too slow, too many: the message itself is fine. 5xx is added below. So is one whose signature was not
 * accepted: a secret that is changed on both sides is wrong on one of them for a while, and must not park everything.
 */
const RETRY_STATUS = new Set([401, 403, 408, 425, 429]);

type Advice =
  | 'erp.unauthorized'
  | 'erp.forbidden'
  | 'erp.not-found'
  | 'erp.no-post'
  | 'erp.gone'
  | 'erp.too-large'
  | 'erp.conflict';

/** What a person can do about an answer; every other 4xx gets the plain sentence. */
const ADVICE: Record<number, Advice> = {
  401: 'erp.unauthorized',
  403: 'erp.forbidden',
  404: 'erp.not-found',
  405: 'erp.no-post',
  409: 'erp.conflict',
  410: 'erp.gone',
  413: 'erp.too-large',
};

/**
 * | answer | outcome |
 * |---|---|
 * | 2xx | accepted |
 * | 401, 403, 408, 425, 429, 5xx, none | retry, not before `Retry-After` |
 * | 3xx | refused: a redirect could send a signed message to a stranger |
 * | 409 to a repeat | accepted: an ERP that knows the message says so by it |
 * | any other | refused |
 *
 * A 409 to a first send cannot mean that, unless a crash between sending and recording hid the one before: a person
 * looks, and sending it again makes it a repeat.
 */
export function outcomeOf(answer: PostAnswer, nowMs: number, isRepeat: boolean): DeliveryOutcome {
  if (answer.kind === 'no-answer') {
    return { kind: 'retry', status: null, retryAfterMs: null, ...noAnswerSentence(answer.code) };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  if (status >= 500 || RETRY_STATUS.has(status)) {
    const waitMs = retryAfterMs(answer.headers['retry-after'], nowMs);
    const sentence = say(ADVICE[status] ?? 'erp.answered', { code: status });
    return { kind: 'retry', status, retryAfterMs: waitMs, ...sentence };
  }
  if (status === 409 && isRepeat) {
    const { message: note, said } = say('erp.has-it', { code: status });
    return { kind: 'accepted', status, note, said };
  }
  return { kind: 'refused', status, ...refusalSentence(status) };
}

function refusalSentence(code: number): Sentence {
  if (code >= 300 && code < 400) return say('erp.redirected', { code });
  return say(ADVICE[code] ?? 'erp.refused', { code });
}

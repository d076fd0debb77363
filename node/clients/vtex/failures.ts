import type { Sentence } from '../../core/said/said';
import { say, together } from '../../core/said/say';
import { backOffMs, retryAfterMs } from './back-off';
import { complaintOf, saysTooManyActive } from './complaint';
import { type Endpoint, endpointName } from './endpoints';
import { resourceNames } from './resources';
import type { VtexAnswer } from './transport';
import type { VtexFailure } from './vtex-api';

/** What a failure is judged by, besides the answer. */
export interface FailureContext {
  endpoint: Endpoint;
  /** 1 for the first try. */
  attempt: number;
  /** In [0, 1). */
  random: number;
  /** Epoch ms. */
  nowMs: number;
}

interface Row {
  kind: VtexFailure['kind'];
  retry: VtexFailure['retry'];
  /** Without a `Retry-After`; null when waiting does not help. */
  waitMs: ((context: FailureContext) => number) | null;
  /** A write that got this answer may have been applied. */
  unclear: boolean;
  says: (answer: { endpoint: string; code: number }, context: FailureContext) => Sentence;
}

const MINUTE = 60_000;
const shortBackOff = (c: FailureContext) => backOffMs(c.attempt, c.random);
const jitteredMinute = (c: FailureContext) => MINUTE + Math.round(c.random * 5_000);

const unavailable: Row = {
  kind: 'unavailable',
  retry: 'later',
  waitMs: shortBackOff,
  unclear: true,
  says: (answer) => say('vtex.failed', answer),
};

/**
 * What each status means for us. 429: VTEX asks to stop for about a minute when it names no time. 423: another
 * update of that SKU and warehouse holds the lock for a moment. 500 on an inventory update may have been
 * applied (known issue 388176). 503: the circuit breaker is open, so pause rather than knock.
 */
const rows: Record<number, Row> = {
  401: {
    kind: 'unauthorized',
    retry: 'ask-a-person',
    waitMs: null,
    unclear: false,
    says: (answer) => say('vtex.unauthorized', answer),
  },
  403: {
    kind: 'forbidden',
    retry: 'ask-a-person',
    waitMs: null,
    unclear: false,
    says: (answer, c) => say('vtex.forbidden', { ...answer, resource: resourceNames(c.endpoint.resources) }),
  },
  404: {
    kind: 'not-found',
    retry: 'never',
    waitMs: null,
    unclear: false,
    says: (answer) => say('vtex.not-found', answer),
  },
  408: unavailable,
  423: {
    kind: 'locked',
    retry: 'later',
    waitMs: (c) => 2_000 + Math.round(c.random * 3_000),
    unclear: false,
    says: (answer) => say('vtex.locked', answer),
  },
  429: {
    kind: 'rate-limited',
    retry: 'later',
    waitMs: jitteredMinute,
    unclear: false,
    says: (answer) => say('vtex.rate-limited', answer),
  },
  503: {
    ...unavailable,
    waitMs: (c) => 20_000 + Math.round(c.random * 20_000),
    says: (answer) => say('vtex.unavailable', answer),
  },
};

const rejected: Row = {
  kind: 'rejected',
  retry: 'ask-a-person',
  waitMs: null,
  unclear: false,
  says: (answer) => say('vtex.rejected', answer),
};
const redirected: Row = {
  ...rejected,
  says: (answer) => say('vtex.redirected', answer),
};
const tooManyActive: Row = {
  kind: 'too-many-active',
  retry: 'ask-a-person',
  waitMs: null,
  unclear: false,
  says: (answer) => say('vtex.too-many-active', answer),
};

function rowFor(status: number, body: unknown): Row {
  const row = rows[status];
  if (row) return row;
  if (status === 400 && saysTooManyActive(body)) return tooManyActive;
  if (status >= 500) return unavailable;
  return status >= 300 && status < 400 ? redirected : rejected;
}

/** Codes with which a connection fails before a request can have left: the write was certainly not applied. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'NOT_SENT',
]);
const isCertificateTrouble = (code: string) => /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code);

/** The failure that an answer outside 2xx, or no answer, amounts to. */
export function failureOf(answer: VtexAnswer, context: FailureContext): VtexFailure {
  const isWrite = context.endpoint.method !== 'GET';
  const endpoint = endpointName(context.endpoint);
  if (answer.kind === 'no-answer') {
    const neverSent = NOT_SENT.has(answer.code) || isCertificateTrouble(answer.code);
    return {
      kind: 'no-answer',
      retry: 'later',
      retryAfterMs: shortBackOff(context),
      status: null,
      endpoint,
      missingResource: null,
      maybeApplied: isWrite && !neverSent,
      ...say('vtex.no-answer', { endpoint, why: answer.code, words: answer.message }),
    };
  }
  const row = rowFor(answer.status, answer.body);
  const asked = row.waitMs === null ? null : retryAfterMs(answer.headers['retry-after'], context.nowMs);
  const complaint = row.kind === 'rejected' ? complaintOf(answer.body) : null;
  const says = row.says({ endpoint, code: answer.status }, context);
  return {
    kind: row.kind,
    retry: row.retry,
    retryAfterMs: asked ?? row.waitMs?.(context) ?? null,
    status: answer.status,
    endpoint,
    missingResource: row.kind === 'forbidden' ? resourceNames(context.endpoint.resources) : null,
    maybeApplied: isWrite && row.unclear,
    message: complaint ? `${says.message}: ${complaint}` : says.message,
    said: complaint ? together(says, say('vtex.complaint', { words: complaint })).said : says.said,
  };
}

/** A 2xx answer that is not what the endpoint promises. Not JSON at all may pass; a wrong shape will not. */
export function unreadableAnswer(
  status: number,
  reason: string,
  looksTemporary: boolean,
  context: FailureContext,
): VtexFailure {
  const endpoint = endpointName(context.endpoint);
  return {
    kind: 'unreadable-answer',
    retry: looksTemporary ? 'later' : 'ask-a-person',
    retryAfterMs: looksTemporary ? jitteredMinute(context) : null,
    status,
    endpoint,
    missingResource: null,
    maybeApplied: false,
    ...say('vtex.unreadable', { endpoint, words: reason }),
  };
}

/** Nothing was sent: our own pace, or an id that cannot stand in a URL. */
export function notSent(
  kind: 'rate-limited' | 'rejected',
  retryAfter: number | null,
  message: string,
  endpoint: Endpoint,
): VtexFailure {
  return {
    kind,
    retry: retryAfter === null ? 'never' : 'later',
    retryAfterMs: retryAfter,
    status: null,
    endpoint: endpointName(endpoint),
    missingResource: null,
    maybeApplied: false,
    message: `${endpointName(endpoint)}: ${message}`,
  };
}

import type { VtexAnswer } from '@holdfast/node/clients/vtex/transport';

type NoAnswer = Extract<VtexAnswer, { kind: 'no-answer' }>;

const sentences: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the name server does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ERR_BAD_RESPONSE: 'the answer is too large or broke off',
};

/**
 * What the network did, in words of our own: axios's error carries the request with its key and token, and
 * its message may quote them. A request that could not even be built counts as never sent.
 */
export function noAnswerOf(error: unknown, timedOut: boolean, timeoutMs: number): NoAnswer {
  if (timedOut) return { kind: 'no-answer', code: 'ETIMEDOUT', message: `nothing within ${timeoutMs} ms` };
  const code = codeOf(error);
  if (code === 'ERR_INVALID_URL' || code === 'ERR_BAD_OPTION_VALUE' || code === 'ERR_UNESCAPED_CHARACTERS') {
    return {
      kind: 'no-answer',
      code: 'NOT_SENT',
      message: `the request cannot be built (${code}): check VTEX_BASE_URL`,
    };
  }
  return { kind: 'no-answer', code, message: sentences[code] ?? 'the exchange failed' };
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'UNKNOWN';
  return typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** The network gave no answer. `ETIMEDOUT` and whatever else may have arrived; `NOT_SENT` was never sent. */
export interface NoAnswer {
  kind: 'no-answer';
  code: string;
  message: string;
}

const sentences = new Map<string, string>(
  Object.entries({
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the host name does not resolve',
    EAI_AGAIN: 'the name server does not answer',
    EHOSTUNREACH: 'the host cannot be reached',
    ENETUNREACH: 'the network cannot be reached',
    ECONNRESET: 'the connection broke',
    EPIPE: 'the connection broke',
    ERR_BAD_RESPONSE: 'the answer is too large or broke off',
    ERR_CANCELED: 'whoever asked went away',
  }),
);

const NEVER_BUILT = new Set(['ERR_INVALID_URL', 'ERR_BAD_OPTION_VALUE', 'ERR_UNESCAPED_CHARACTERS']);

/**
 * What the network did, in words of our own: the error carries the request with its credential, and its message
 * may quote it.
 */
export function noAnswerOf(error: unknown, timedOut: boolean, timeoutMs: number): NoAnswer {
  const code = codeOf(error);
  if (timedOut || code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
    return { kind: 'no-answer', code: 'ETIMEDOUT', message: `nothing within ${timeoutMs} ms` };
  }
  if (NEVER_BUILT.has(code)) {
    return {
      kind: 'no-answer',
      code: 'NOT_SENT',
      message: `the request cannot be built (${code}): check the address that was set`,
    };
  }
  return { kind: 'no-answer', code, message: sentences.get(code) ?? 'the exchange failed' };
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'UNKNOWN';
  return typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** A request as it reached the platform's proxy: who is asked stands in the host. */
export interface PlatformRequest {
  method: string;
  /** Lower case, without the port. */
  host: string;
  /** Empty: the scheme's own. */
  port: string;
  /** As the caller wrote it, percent-encoding and all, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** Aborts when the caller goes away. */
  gone: AbortSignal;
}

export type PlatformAnswer =
  | {
      kind: 'answer';
      status: number;
      headers?: Record<string, string>;
      /** Bytes and texts as they are, undefined: none, anything else as JSON. */
      body?: unknown;
    }
  /** The caller waits in vain. */
  | { kind: 'hang' }
  /** The connection is cut without an answer. */
  | { kind: 'cut' };

export type Handle = (request: PlatformRequest) => Promise<PlatformAnswer> | PlatformAnswer;

export function answer(status: number, body?: unknown, headers?: Record<string, string>): PlatformAnswer {
  return { kind: 'answer', status, body, headers };
}

/** What the platform's own services say when they refuse: a code and a sentence. */
export function refusal(status: number, code: string, message: string): PlatformAnswer {
  return answer(status, { code, message });
}

/** The body as JSON; undefined when it is none. An empty body is undefined too. */
export function jsonBody({ body }: PlatformRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

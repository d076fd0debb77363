import { CacheType, type HttpClient } from '@vtex/api';
import { type NoAnswer, noAnswerOf } from '../../clients/no-answer';

export interface ExchangeRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Complete, or a path below the client's base address. */
  url: string;
  headers?: Record<string, string>;
  params?: Record<string, string | number>;
  /** A text goes out exactly as it is; anything else as JSON; undefined: no body. */
  body?: unknown;
  /** For the whole exchange, connecting included. */
  timeoutMs: number;
  maxAnswerBytes?: number;
  /** `text`: as it came, decompressed. `stream`: unread and undecoded, as a stream. Else JSON where it is JSON. */
  answerAs?: 'json' | 'text' | 'stream';
}

export type ExchangeAnswer =
  | { kind: 'answer'; status: number; headers: Record<string, string | undefined>; body: unknown }
  | NoAnswer;

const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/**
 * One exchange over the platform's HttpClient: sent once, whatever happens, and never answered from a memory.
 * An answer of any status is a value, redirects included (not followed: the credential would go along), and so
 * is what the network does. (HttpClient by itself throws away the headers of what it answers, repeats writes
 * that time out when retries are on, and remembers every GET of a request, failed ones too.)
 */
export async function exchange(http: HttpClient, request: ExchangeRequest): Promise<ExchangeAnswer> {
  // axios's own `timeout` begins anew with every byte that trickles in.
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    // Of HttpClient's public methods the one that takes the whole config and keeps status and headers.
    const response = await http.getRaw<unknown>(request.url, configOf(request, signal));
    return {
      kind: 'answer',
      status: response.status,
      headers: plainHeaders(response.headers),
      body: response.data,
    };
  } catch (error) {
    return noAnswerOf(error, signal.aborted, request.timeoutMs);
  }
}

const asItCame = [(data: unknown) => data];
const READ_AS = {
  json: {},
  text: { responseType: 'text' as const, transformResponse: asItCame },
  stream: { responseType: 'stream' as const, transformResponse: asItCame, decompress: false },
};

function configOf(request: ExchangeRequest, signal: AbortSignal) {
  const { method, headers, params, body, timeoutMs, maxAnswerBytes, answerAs } = request;
  const asItIs = typeof body === 'string';
  return {
    method,
    params,
    ...(body === undefined ? {} : { data: body }),
    headers: body === undefined || asItIs ? headers : { 'content-type': 'application/json', ...headers },
    ...(asItIs ? { transformRequest: asItCame } : {}),
    ...READ_AS[answerAs ?? 'json'],
    signal,
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes ?? MAX_ANSWER_BYTES,
    maxBodyLength: MAX_ANSWER_BYTES,
    validateStatus: () => true,
    cacheable: CacheType.None,
    memoizable: false,
    retries: 0,
  };
}

function plainHeaders(headers: unknown): Record<string, string | undefined> {
  const entries = Object.entries((headers ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), textOf(value)]));
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(', ');
  return value === undefined || value === null ? undefined : String(value);
}

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { noAnswerOf } from '@holdfast/node/clients/no-answer';
import type { VtexAnswer, VtexRequest, VtexTransport } from '@holdfast/node/clients/vtex/transport';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

export interface AxiosTransportOptions {
  /** `https://{account}.vtexcommercestable.com.br`, with or without a slash at the end. */
  baseUrl: string;
  /** Asked for each request, since they may change. There is at least one. */
  keys(): readonly { appKey: string; appToken: string }[];
  /** For the whole exchange, connecting included. */
  timeoutMs?: number;
  maxResponseBytes?: number;
  maxSockets?: number;
}

export interface ClosableTransport extends VtexTransport {
  /** Lets go of the idle connections. */
  close(): void;
}

/** Of VTEX, for a key or token that is not (or no longer) valid; a missing resource is 403. */
const UNKNOWN_KEY = 401;
/**
 * Of the densest JSON there is, so much takes 200 ms to parse, in which nobody else is answered. Orders of 2,000 lines,
 * the most that are read, have half of it.
 */
const MOST_BYTES = 4 * 1024 * 1024;
const DEFAULTS = { timeoutMs: 10_000, maxResponseBytes: MOST_BYTES, maxSockets: 50 };

/**
 * VTEX over axios, with connections kept alive. Any status is an answer, and what the network does is one too:
 * it never throws. Redirects are not followed: the key and token would go along.
 */
export function createAxiosTransport(options: AxiosTransportOptions): ClosableTransport {
  const { timeoutMs, maxResponseBytes, maxSockets } = { ...DEFAULTS, ...options };
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets }),
  };
  const client = axios.create({
    ...agents,
    headers: { Accept: 'application/json' },
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: maxResponseBytes,
  });
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  return {
    async send(request) {
      const url = `${baseUrl}${request.path}${queryText(request.query)}`;
      let first: VtexAnswer | null = null;
      // A pair that VTEX does not know did nothing: the next one is tried, while one takes the place of the other.
      for (const pair of options.keys()) {
        const answer = await send(client, url, request, pair, timeoutMs);
        if (answer.kind !== 'answer' || answer.status !== UNKNOWN_KEY) return answer;
        first ??= answer;
      }
      return first ?? { kind: 'no-answer', code: 'NOT_SENT', message: 'there is no app key' };
    },
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

async function send(
  client: AxiosInstance,
  url: string,
  request: VtexRequest,
  { appKey, appToken }: { appKey: string; appToken: string },
  timeoutMs: number,
): Promise<VtexAnswer> {
  // A deadline for the exchange: axios's own `timeout` starts anew with every byte that trickles in.
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { 'X-VTEX-API-AppKey': appKey, 'X-VTEX-API-AppToken': appToken };
  const body =
    request.body === undefined
      ? { headers }
      : { data: request.body, headers: { ...headers, 'Content-Type': 'application/json' } };
  try {
    const response: AxiosResponse<unknown> = await client.request({
      method: request.method,
      url,
      signal,
      ...body,
    });
    return { kind: 'answer', status: response.status, headers: plainHeaders(response), body: response.data };
  } catch (error) {
    return noAnswerOf(error, signal.aborted, timeoutMs);
  }
}

/** Blanks as `%20`: `URLSearchParams` and axios write `+`, which VTEX's filters take for a plus. */
function queryText(query: VtexRequest['query']): string {
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function plainHeaders(response: AxiosResponse): Record<string, string | undefined> {
  const entries = Object.entries(response.headers).map(([name, value]) => [
    name.toLowerCase(),
    textOf(value),
  ]);
  return Object.fromEntries(entries);
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(', ');
  return value === undefined || value === null ? undefined : String(value);
}

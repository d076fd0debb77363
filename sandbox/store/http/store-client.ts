import type { RunningStore } from '../start-store';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** Undefined when the body is not JSON. */
  json: unknown;
}

/** Calls the store as a client of VTEX does: for the sandbox's own tests. Null: no answer within the time. */
export function storeClient(store: Pick<RunningStore, 'url' | 'appKey' | 'appToken'>, timeoutMs = 5000) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: object = {},
  ): Promise<Answered | null> => {
    try {
      const answer = await fetch(store.url + path, {
        method,
        headers: {
          'content-type': 'application/json',
          'x-vtex-api-appkey': store.appKey,
          'x-vtex-api-apptoken': store.appToken,
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
    } catch {
      return null;
    }
  };
}

/** The JSON of an answer that must have come. */
export function jsonOf<T>(answer: Answered | null): T {
  if (answer?.json === undefined)
    throw new Error(`no JSON but ${answer?.status ?? 'no answer'}: ${answer?.text ?? ''}`);
  return answer.json as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

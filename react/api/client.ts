import type { Host } from '../host/host';
import type { Failure, FailureReason, Outcome } from './outcome';
import type { Query } from './query-string';
import { queryString } from './query-string';

/** The part of `fetch` that is used, so that a test can stand in for it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Client {
  get<A>(path: string, query?: Query, signal?: AbortSignal): Promise<Outcome<A>>;
  post<A>(path: string, body?: unknown): Promise<Outcome<A>>;
  /** Where a plain link to an endpoint leads. */
  href(path: string, query?: Query): string;
}

export type ClientHost = Pick<Host, 'apiBase' | 'csrf' | 'signedOut'>;

/** Talks to our own origin only. A 401 tells the host, besides being the outcome. */
export function createClient(host: ClientHost, fetch: Fetch): Client {
  const href = (path: string, query: Query = {}) => `${host.apiBase}${path}${queryString(query)}`;
  return {
    href,
    get: (path, query, signal) =>
      ask(host, fetch, href(path, query), { headers: { accept: 'application/json' }, signal }),
    post: (path, body) => ask(host, fetch, href(path), postOf(host, body)),
  };
}

function postOf(host: ClientHost, body: unknown): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', 'content-type': 'application/json' };
  const csrf = host.csrf();
  if (csrf !== null) headers['x-holdfast-csrf'] = csrf;
  return { method: 'POST', headers, body: JSON.stringify(body === undefined ? {} : body) };
}

async function ask<A>(host: ClientHost, fetch: Fetch, url: string, init: RequestInit): Promise<Outcome<A>> {
  try {
    const response = await fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
    if (response.status === 401) host.signedOut();
    if (!response.ok) return failureOf(response.status, await sentenceOf(response));
    return { kind: 'answer', answer: (await response.json()) as A };
  } catch (_error) {
    if (init.signal?.aborted) return { kind: 'aborted' };
    return { kind: 'failure', reason: 'unreachable', message: null };
  }
}

async function sentenceOf(response: Response): Promise<string | null> {
  try {
    const body: unknown = await response.json();
    const error = typeof body === 'object' && body !== null ? (body as { error?: unknown }).error : null;
    return typeof error === 'string' ? error : null;
  } catch (_notJson) {
    return null;
  }
}

function failureOf(status: number, message: string | null): Failure {
  return { kind: 'failure', reason: reasonOf(status), message };
}

function reasonOf(status: number): FailureReason {
  if (status === 401) return 'signed-out';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'unavailable' : 'refused';
}

import { NotDone } from './exit-codes';

export interface Target {
  /** Of a running server, without a slash at its end. */
  url: string;
  token: string | undefined;
}

export type Body = Record<string, unknown>;

export type Asked<T> =
  | { kind: 'answer'; answer: T }
  /** Nothing listens there. */
  | { kind: 'no-server' };

/** Asks the admin API of a running server. Throws `NotDone` with what it refused, and why. */
export async function ask<T>(
  { url, token }: Target,
  method: 'GET' | 'POST',
  path: string,
  body?: Body,
): Promise<Asked<T>> {
  if (!token) {
    throw new NotDone(
      'HOLDFAST_ADMIN_TOKEN is not set: it is the bearer token of the admin API (set it for the server too; a server that was started without one printed the one it made).',
    );
  }
  const response = await fetch(`${url}/_v/holdfast/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => null);
  if (response === null) return { kind: 'no-server' };
  const answer = (await response.json().catch(() => ({}))) as { error?: unknown };
  if (response.ok) return { kind: 'answer', answer: answer as T };
  throw new NotDone(`${method} ${path}: ${response.status} ${String(answer.error ?? '')}`.trim());
}

/** For what only a running server can do. */
export async function askRunning<T>(
  target: Target,
  method: 'GET' | 'POST',
  path: string,
  body?: Body,
): Promise<T> {
  const asked = await ask<T>(target, method, path, body);
  if (asked.kind === 'answer') return asked.answer;
  throw new NotDone(`${target.url} does not answer: is the server running there? (--url, or HOLDFAST_URL)`);
}

import type { Fetch } from '../api/client';

/** Where the panel's own server keeps who is signed in; the cookie itself is out of the page's reach. */
const SESSION_PATH = '/_v/holdfast/session';

export type Session = { kind: 'signed-in'; csrf: string } | { kind: 'signed-out' } | { kind: 'unreachable' };

export type SignIn =
  | { kind: 'signed-in'; csrf: string }
  | { kind: 'wrong-token' | 'unreachable' | 'too-many' };

export async function readSession(fetch: Fetch): Promise<Session> {
  const answer = await ask(fetch, { method: 'GET' });
  if (answer === null || answer.status >= 500) return { kind: 'unreachable' };
  const csrf = await csrfOf(answer);
  return csrf === null ? { kind: 'signed-out' } : { kind: 'signed-in', csrf };
}

/** The token is sent once and kept nowhere. */
export async function signIn(fetch: Fetch, token: string): Promise<SignIn> {
  const answer = await ask(fetch, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (answer === null || answer.status >= 500) return { kind: 'unreachable' };
  if (answer.status === 429) return { kind: 'too-many' };
  const csrf = await csrfOf(answer);
  return csrf === null ? { kind: 'wrong-token' } : { kind: 'signed-in', csrf };
}

export async function signOut(fetch: Fetch, csrf: string): Promise<void> {
  await ask(fetch, { method: 'DELETE', headers: { 'x-holdfast-csrf': csrf } });
}

async function ask(fetch: Fetch, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(SESSION_PATH, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (_unreachable) {
    return null;
  }
}

async function csrfOf(answer: Response): Promise<string | null> {
  if (!answer.ok) return null;
  const body = (await answer.json()) as { csrf?: unknown };
  return typeof body.csrf === 'string' ? body.csrf : null;
}

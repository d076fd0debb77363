import { readText } from '@holdfast/node/http/read-text';
import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { knowSender } from '../senders';
import {
  type AdmissionOptions,
  isFromHere,
  isHttps,
  isOwnAsking,
  sayTooMany,
  sessionCookieName,
} from './admission';
import { clientOf } from './client-of';
import type { GuessLimit } from './guess-limit';
import type { Sessions } from './sessions';

export const SESSION_PATH = '/_v/holdfast/session';

export interface SessionRoutesOptions extends AdmissionOptions {
  sessions: Sessions;
  guesses: GuessLimit;
  /** Resolves after so many ms; a wrong token is answered no earlier, whatever was wrong with it. */
  pause(ms: number): Promise<void>;
}

const BODY_LIMIT_BYTES = 4 * 1024;
const WRONG_AFTER_MS = 500;
const signIn = z.object({ token: z.string().min(1).max(2_000) });

/** Signing in to the panel, asking whether one is, and signing out. */
export function sessionRoutes(options: SessionRoutesOptions): Router {
  const router = new Router();
  router.post(SESSION_PATH, (ctx) => begin(ctx, options));
  router.get(SESSION_PATH, async (ctx) => {
    const session = await options.sessions.find(ctx.cookies.get(sessionCookieName(options.publicUrl())));
    if (session !== null) knowSender(ctx.req);
    answer(ctx, 200, session === null ? { signedIn: false } : { signedIn: true, ...told(session) });
  });
  router.delete(SESSION_PATH, (ctx) => end(ctx, options));
  return router;
}

async function begin(
  ctx: Context,
  { people, sessions, guesses, pause, publicUrl, book }: SessionRoutesOptions,
) {
  if (!isFromHere(ctx, publicUrl())) return answer(ctx, 403, { error: 'Sign in from the panel itself.' });
  const text = await readText(ctx.req, BODY_LIMIT_BYTES);
  if (text.kind === 'too-long') return answer(ctx, 413, { error: 'The body is longer than 4 KiB.' });
  const body = signIn.safeParse(text.kind === 'text' ? jsonOf(text.text) : undefined);
  if (!body.success) return answer(ctx, 400, { error: 'The body is not {"token": "..."}.' });
  const client = clientOf(ctx);
  const waitMs = guesses.waitBeforeGuessMs(client);
  if (waitMs !== null) return sayTooMany(ctx, waitMs);
  const person = people.withToken(body.data.token);
  if (person === null) {
    guesses.wasWrong(client);
    book.turnedAway('sign-in');
    await pause(WRONG_AFTER_MS);
    return answer(ctx, 401, { error: 'This is not the admin token.' });
  }
  knowSender(ctx.req);
  book.signedIn(person.who);
  const { cookie, session } = sessions.begin(person);
  ctx.set('Set-Cookie', cookieHeader(ctx, publicUrl(), cookie, session.expiresAtMs));
  answer(ctx, 200, told(session));
}

async function end(ctx: Context, options: SessionRoutesOptions): Promise<void> {
  const session = await options.sessions.find(ctx.cookies.get(sessionCookieName(options.publicUrl())));
  if (session !== null) {
    if (!isOwnAsking(ctx, session, options))
      return answer(ctx, 403, { error: 'Signing out wants the csrf of the session.' });
    await options.sessions.end(session);
    options.book.signedOut(session.who);
  }
  ctx.set('Set-Cookie', cookieHeader(ctx, options.publicUrl(), '', 0));
  answer(ctx, 200, { signedIn: false });
}

function told({ csrf, expiresAtMs }: { csrf: string; expiresAtMs: number }) {
  return { csrf, expiresAt: new Date(expiresAtMs).toISOString() };
}

/**
 * No script can read it, no other site can have it sent. Secure where the public address is https, or the browser
 * came by it: directly, or as the proxy before us says; whoever makes that up only makes their own browser stricter.
 */
function cookieHeader(ctx: Context, publicUrl: string | null, value: string, expiresAtMs: number): string {
  const isSecure =
    isHttps(publicUrl) || ctx.protocol === 'https' || /^\s*https\s*(,|$)/i.test(ctx.get('x-forwarded-proto'));
  const expires = new Date(expiresAtMs).toUTCString();
  const attributes = `Path=/; Expires=${expires}; HttpOnly; SameSite=Strict`;
  return `${sessionCookieName(publicUrl)}=${value}; ${attributes}${isSecure ? '; Secure' : ''}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(ctx: Context, status: number, body: Record<string, unknown>): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.status = status;
  ctx.body = body;
}

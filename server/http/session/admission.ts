import type { Caller } from '@holdfast/node/api/caller';
import { bearerOf } from '@holdfast/node/http/same-secret';
import type { Context, Next } from 'koa';
import { knowSender } from '../senders';
import { clientOf } from './client-of';
import type { DoorBook } from './door-book';
import type { GuessLimit } from './guess-limit';
import { isOwnOrigin } from './own-origin';
import type { People } from './people';
import { isSame, type Session } from './session-value';
import type { Sessions } from './sessions';

/**
 * Where the outside reaches us by https the cookie is one that a browser takes over https alone, and from this very
 * host: no page of a neighbouring subdomain can plant one.
 */
export function sessionCookieName(publicUrl: string | null): string {
  return isHttps(publicUrl) ? '__Host-holdfast_session' : 'holdfast_session';
}

export function isHttps(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') === true;
}

export const CSRF_HEADER = 'x-holdfast-csrf';

export interface AdmissionOptions {
  people: People;
  /** Null: only the bearer token admits. */
  sessions: Sessions | null;
  /** Where the outside reaches us, if that is known. */
  publicUrl(): string | null;
  book: DoorBook;
}

/**
 * Lets through who has a token, or a session and, to change anything, the proof that our own page asks. `callerOf`
 * says who that is; what they may do the route knows.
 */
export function admission(options: AdmissionOptions & { guesses: GuessLimit | null }) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const authorization = ctx.get('authorization');
    if (authorization !== '') {
      const client = clientOf(ctx);
      const waitMs = options.guesses?.waitBeforeGuessMs(client) ?? null;
      if (waitMs !== null) return sayTooMany(ctx, waitMs);
      const bearer = bearerOf(authorization);
      const person = bearer === null ? null : options.people.withToken(bearer);
      if (person !== null) {
        admitted(ctx, person);
        return next();
      }
      options.guesses?.wasWrong(client);
      options.book.turnedAway('api');
    }
    const session =
      (await options.sessions?.find(ctx.cookies.get(sessionCookieName(options.publicUrl())))) ?? null;
    if (session === null) {
      ctx.set('WWW-Authenticate', 'Bearer');
      ctx.status = 401;
      ctx.body = {
        error: 'Send the admin token: Authorization: Bearer {HOLDFAST_ADMIN_TOKEN}, or sign in again.',
      };
      return;
    }
    admitted(ctx, session.person);
    if (ctx.method === 'GET' || ctx.method === 'HEAD' || isOwnAsking(ctx, session, options)) return next();
    ctx.status = 403;
    ctx.body = { error: `A session wants its csrf in ${CSRF_HEADER}, and Origin to be this host.` };
  };
}

function admitted(ctx: Context, { who, role }: Caller): void {
  knowSender(ctx.req);
  ctx.state.caller = { who, role } satisfies Caller;
}

/** Who was let in. */
export function callerOf(ctx: Context): Caller {
  return ctx.state.caller;
}

export function sayTooMany(ctx: Context, waitMs: number): void {
  const seconds = Math.ceil(waitMs / 1_000);
  ctx.set('Retry-After', String(seconds));
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 429;
  ctx.body = { error: `Too many wrong tokens: try again in ${seconds} seconds.` };
}

/** The proof: the session's csrf, and an Origin, when one is sent, that is ours. */
export function isOwnAsking(
  ctx: Context,
  session: Session,
  { publicUrl }: Pick<AdmissionOptions, 'publicUrl'>,
): boolean {
  return isSame(ctx.get(CSRF_HEADER), session.csrf) && isFromHere(ctx, publicUrl());
}

export function isFromHere(ctx: Context, publicUrl: string | null): boolean {
  return isOwnOrigin(ctx.headers.origin, ctx.headers.host, publicUrl);
}

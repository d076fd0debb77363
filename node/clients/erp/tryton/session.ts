import { fail, type TrytonFailure } from './failure';
import type { RpcReading } from './read-answer';

export interface Session {
  userId: number;
  /** Value of the `authorization` header. */
  authorization: string;
}

export interface Sessions {
  /** The session in use, or a new one. Throws a `TrytonFailed` when there is none to be had now. */
  current(): Promise<Session>;
  /** `stale` was answered with 401. Calls that find out together share one new login. */
  renew(stale: Session): Promise<Session>;
}

export interface LoginOutside {
  user: string;
  /** `common.db.login`; its result is `[user id, session key]`. */
  login(): Promise<RpcReading>;
  /** Epoch ms. */
  now(): number;
}

const MINUTE_MS = 60_000;

/**
 * How long no login is tried after one that failed. Tryton answers wrong passwords later and later (up to half a
 * minute) and locks the account's every login out after six within five minutes, so that one try in ten minutes
 * can never lock it out; a person who mends the settings starts the process anew.
 */
const PAUSE_MS = { refused: 10 * MINUTE_MS, lockedOut: 10 * MINUTE_MS, silent: MINUTE_MS } as const;

/** One session for every delivery of the process: a login costs Tryton as much as thirty calls. */
export function createSessions(outside: LoginOutside): Sessions {
  let session: Promise<Session> | null = null;
  let known: Session | null = null;
  let pause: { untilMs: number; message: string } | null = null;

  async function logIn(): Promise<Session> {
    if (pause !== null && outside.now() < pause.untilMs) {
      const retryAfterMs = pause.untilMs - outside.now();
      return fail({ kind: 'login', message: pause.message, retryAfterMs });
    }
    const reading = await outside.login();
    const got = reading.kind === 'result' ? sessionOf(outside.user, reading.value) : null;
    if (got !== null) {
      pause = null;
      known = got;
      return got;
    }
    const failure: TrytonFailure = reading.kind === 'failed' ? reading.failure : { kind: 'session' };
    return fail(paused(failure));
  }

  function paused(failure: TrytonFailure): TrytonFailure {
    const rule = pauseAfter(failure);
    if (rule === null) return failure;
    pause = { untilMs: outside.now() + rule.ms, message: rule.message };
    return { kind: 'login', message: rule.message, retryAfterMs: rule.ms };
  }

  function begin(): Promise<Session> {
    const attempt = logIn();
    session = attempt;
    attempt.catch(() => {
      if (session === attempt) session = null;
    });
    return attempt;
  }

  return {
    current: () => session ?? begin(),
    renew(stale) {
      if (known === stale) {
        known = null;
        session = null;
      }
      return session ?? begin();
    },
  };
}

/** Null: a login may be tried again with the next message. */
function pauseAfter(failure: TrytonFailure): { ms: number; message: string } | null {
  if (failure.kind === 'session') {
    return {
      ms: PAUSE_MS.refused,
      message:
        'Tryton refused the login: check ERP_USER and ERP_PASSWORD and start Holdfast again. It is not tried for ten minutes, because Tryton locks a user out after some wrong tries.',
    };
  }
  if (failure.kind === 'status' && failure.status === 429) {
    return {
      ms: Math.max(PAUSE_MS.lockedOut, failure.retryAfterMs ?? 0),
      message:
        'Tryton lets nobody log in for a while after too many wrong tries (429): check ERP_USER and ERP_PASSWORD. It is tried again in ten minutes.',
    };
  }
  if (failure.kind === 'no-answer' && failure.code === 'TIMEOUT') {
    return {
      ms: PAUSE_MS.silent,
      message:
        'Tryton did not answer the login in time. It is tried again in a minute, since waiting is also its answer to wrong tries.',
    };
  }
  return null;
}

function sessionOf(user: string, result: unknown): Session | null {
  if (!Array.isArray(result)) return null;
  const [userId, key]: unknown[] = result;
  if (typeof userId !== 'number' || typeof key !== 'string') return null;
  return { userId, authorization: `Session ${base64(`${user}:${userId}:${key}`)}` };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

import { randomBytes } from 'node:crypto';
import { csrfOf, readSessionCookie, type Session, sessionCookie, sessionKey } from './session-value';

/** Sessions that were ended before their time: the only thing about sessions that is kept. */
export interface EndedSessions {
  end(id: string, expiresAtMs: number): Promise<void>;
  isEnded(id: string): Promise<boolean>;
}

export interface Sessions {
  begin(): { cookie: string; session: Session };
  /** Null: no session, or one that is over. */
  find(cookie: string | undefined): Promise<Session | null>;
  end(session: Session): Promise<void>;
}

export interface SessionsOptions {
  /** Kept beside the others; the same in every process. */
  secret: string;
  adminToken: string;
  ended: EndedSessions;
  /** Epoch ms. */
  now(): number;
}

/** A working day. It is not prolonged: a forgotten browser is signed out by the next one. */
const LASTS_MS = 12 * 3_600_000;

export function createSessions({ secret, adminToken, ended, now }: SessionsOptions): Sessions {
  const key = sessionKey(secret, adminToken);
  return {
    begin() {
      const id = randomBytes(18).toString('base64url');
      const expiresAtMs = now() + LASTS_MS;
      const session = { id, expiresAtMs, csrf: csrfOf(key, id, expiresAtMs) };
      return { cookie: sessionCookie(key, id, expiresAtMs), session };
    },
    async find(cookie) {
      const session = cookie === undefined ? null : readSessionCookie(key, cookie, now());
      return session === null || (await ended.isEnded(session.id)) ? null : session;
    },
    end: ({ id, expiresAtMs }) => ended.end(id, expiresAtMs),
  };
}

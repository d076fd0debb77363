import { randomBytes } from 'node:crypto';
import type { People, Person } from './people';
import {
  csrfOf,
  readSessionCookie,
  SESSION_LASTS_MS,
  type Session,
  sessionCookie,
  sessionKey,
} from './session-value';

/** Sessions that were ended before their time: the only thing about sessions that is kept. */
export interface EndedSessions {
  end(id: string, expiresAtMs: number): Promise<void>;
  isEnded(id: string): Promise<boolean>;
}

export interface Sessions {
  begin(person: Person): { cookie: string; session: Session };
  /** Null: no session, one that is over, or one of somebody who may no longer sign in. */
  find(cookie: string | undefined): Promise<(Session & { person: Person }) | null>;
  end(session: Session): Promise<void>;
}

export interface SessionsOptions {
  /** Kept beside the others; the same in every process. */
  secret: string;
  people: People;
  ended: EndedSessions;
  /** Epoch ms. */
  now(): number;
}

export function createSessions({ secret, people, ended, now }: SessionsOptions): Sessions {
  const keyOf = (who: string) => {
    const person = people.named(who);
    return person && sessionKey(secret, person);
  };
  return {
    begin(person) {
      const key = sessionKey(secret, person);
      const [id, expiresAtMs] = [randomBytes(18).toString('base64url'), now() + SESSION_LASTS_MS];
      const session = { id, who: person.who, expiresAtMs, csrf: csrfOf(key, id, expiresAtMs) };
      return { cookie: sessionCookie(key, session), session };
    },
    async find(cookie) {
      const session = cookie === undefined ? null : readSessionCookie(keyOf, cookie, now());
      const person = session && people.named(session.who);
      return session === null || person === null || (await ended.isEnded(session.id))
        ? null
        : { ...session, person };
    },
    end: ({ id, expiresAtMs }) => ended.end(id, expiresAtMs),
  };
}

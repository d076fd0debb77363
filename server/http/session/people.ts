import { createHash, timingSafeEqual } from 'node:crypto';
import { AN_ADMIN, type Caller } from '@holdfast/node/api/caller';

/** Somebody who may sign in. The token itself is kept nowhere. */
export interface Person extends Caller {
  tokenDigest: TokenDigest;
}

/** SHA-256 in hex: enough for what is too long to be guessed. */
export type TokenDigest = string & { readonly brand: 'token digest' };

export interface People {
  withToken(token: string): Person | null;
  /** As the log names them, which is what their sessions are begun with. */
  named(who: string): Person | null;
}

export function digestOfToken(token: string): TokenDigest {
  return createHash('sha256').update(token).digest('hex') as TokenDigest;
}

/** Whoever has the one admin token. */
export function anAdmin(tokenDigest: TokenDigest): Person {
  return { ...AN_ADMIN, tokenDigest };
}

/** Asked anew for each request: who may sign in can change while the server runs. */
export function peopleOf(list: () => readonly Person[]): People {
  return {
    withToken(token) {
      const given = Buffer.from(digestOfToken(token));
      // All of them, so that the time it takes tells nothing about whose it is.
      const fitting = list().filter(({ tokenDigest }) => timingSafeEqual(given, Buffer.from(tokenDigest)));
      return fitting[0] ?? null;
    },
    named: (who) => list().find((person) => person.who === who) ?? null,
  };
}

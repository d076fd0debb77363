import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Person } from './people';

/** A session as its cookie tells it: nothing of it is kept, so every process knows it and a restart ends none. */
export interface Session {
  /** Random; what signing out names. */
  id: string;
  /** Whose it is. */
  who: string;
  /** Epoch ms. */
  expiresAtMs: number;
  /** Shown by the panel beside the cookie: another site can make a browser send the one, but cannot read the other. */
  csrf: string;
}

/** A working day. It is not prolonged: a forgotten browser is signed out by the next one. */
export const SESSION_LASTS_MS = 12 * 3_600_000;

/** Signs one person's sessions: of a secret that is kept, and of their token, so that another token ends them all. */
export function sessionKey(
  secret: string,
  { who, tokenDigest }: Pick<Person, 'who' | 'tokenDigest'>,
): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, `${tokenDigest} ${who}`, 'holdfast session 2', 32));
}

/** `id.who.expiresAtMs.signature`, each without a character that a cookie would want quoted. */
export function sessionCookie(key: Buffer, { id, who, expiresAtMs }: Omit<Session, 'csrf'>): string {
  return `${id}.${cookieName(who)}.${expiresAtMs}.${sign(key, 'session', id, expiresAtMs)}`;
}

/**
 * Null for anything that the key of whom it names did not sign, for what has expired, and for what claims to last
 * longer than a session does.
 */
export function readSessionCookie(
  keyOf: (who: string) => Buffer | null,
  cookie: string,
  nowMs: number,
): Session | null {
  const parts = /^([\w-]{16,64})\.([\w-]{1,600})\.(\d{1,16})\.([\w-]{43})$/.exec(cookie) ?? [];
  const [, id, name, expires, signature] = parts;
  if (id === undefined || name === undefined || expires === undefined || signature === undefined) return null;
  const who = Buffer.from(name, 'base64url').toString();
  const key = cookieName(who) === name ? keyOf(who) : null;
  const expiresAtMs = Number(expires);
  if (key === null || !isSame(signature, sign(key, 'session', id, expiresAtMs))) return null;
  if (expiresAtMs <= nowMs || expiresAtMs > nowMs + SESSION_LASTS_MS) return null;
  return { id, who, expiresAtMs, csrf: csrfOf(key, id, expiresAtMs) };
}

function cookieName(who: string): string {
  return Buffer.from(who).toString('base64url');
}

export function csrfOf(key: Buffer, id: string, expiresAtMs: number): string {
  return sign(key, 'csrf', id, expiresAtMs);
}

export function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function sign(key: Buffer, purpose: 'session' | 'csrf', id: string, expiresAtMs: number): string {
  return createHmac('sha256', key).update(`${purpose}.${id}.${expiresAtMs}`).digest('base64url');
}

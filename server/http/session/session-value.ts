import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A session as its cookie tells it: nothing of it is kept, so every process knows it and a restart ends none. */
export interface Session {
  /** Random; what signing out names. */
  id: string;
  /** Epoch ms. */
  expiresAtMs: number;
  /** Shown by the panel beside the cookie: another site can make a browser send the one, but cannot read the other. */
  csrf: string;
}

/** Signs sessions: of a secret that is kept, and of the admin token, so that a changed token ends them all. */
export function sessionKey(secret: string, adminToken: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, adminToken, 'holdfast session 1', 32));
}

/** `id.expiresAtMs.signature`, each without a character that a cookie would want quoted. */
export function sessionCookie(key: Buffer, id: string, expiresAtMs: number): string {
  return `${id}.${expiresAtMs}.${sign(key, 'session', id, expiresAtMs)}`;
}

/** Null for anything this key did not sign, and for what has expired. */
export function readSessionCookie(key: Buffer, cookie: string, nowMs: number): Session | null {
  const [, id, expires, signature] = /^([\w-]{16,64})\.(\d{1,16})\.([\w-]{43})$/.exec(cookie) ?? [];
  if (id === undefined || expires === undefined || signature === undefined) return null;
  const expiresAtMs = Number(expires);
  if (!isSame(signature, sign(key, 'session', id, expiresAtMs))) return null;
  return expiresAtMs > nowMs ? { id, expiresAtMs, csrf: csrfOf(key, id, expiresAtMs) } : null;
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

import { z } from 'zod';

/**
 * The rules of everything a person sets, as text: the environment of the server and the app settings of VTEX IO
 * are read by the same ones. Each message says what the field wants, as the end of a sentence; none shows the
 * value it had.
 */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function urlOrNull(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** An address is shown in logs and answers: what lets somebody in does not stand in it. */
function hasCredential({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function isHttp(text: string): boolean {
  const url = urlOrNull(text);
  return url !== null && !hasCredential(url) && (url.protocol === 'https:' || url.protocol === 'http:');
}

/** Whether what is sent there stays on this machine, or is encrypted. */
export function isPrivate(text: string): boolean {
  const url = urlOrNull(text);
  return url !== null && (url.protocol === 'https:' || LOOPBACK.has(url.hostname));
}

/** Keys travel in these requests, and VTEX itself refuses a hook that is not https. */
function isHttpsOrLoopback(text: string): boolean {
  const url = urlOrNull(text);
  if (!url || hasCredential(url) || url.search || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

function areSigningSecrets(text: string): boolean {
  return text.split(' ').every(isSigningSecret);
}

function isSigningSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const key = text.slice('whsec_'.length).replace(/=+$/, '');
  return Buffer.from(key, 'base64').length >= 16 && !isOneCharacter(key);
}

function isOneCharacter(text: string): boolean {
  return new Set(text).size <= 1;
}

const SHORTEST_TOKEN = 16;

/** `unit` ends with a blank, as in `of days `. */
export function whole(from: number, to: number, unit: string) {
  const wants = `a whole number ${unit}from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, wants)
    .transform(Number)
    .refine((value) => value >= from && value <= to, wants);
}

export function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, `one of ${values.map((value) => `'${value}'`).join(', ')}`);
}

/** Sent in a header: visible ASCII only. */
export const headerText = z
  .string()
  .regex(/^[\x21-\x7e]+$/, { error: 'a token without spaces, of printable ASCII characters', abort: true });

/** What lets somebody in: not to be guessed, and no placeholder that was forgotten. */
export const token = headerText.refine(
  (text) => text.length >= SHORTEST_TOKEN && !isOneCharacter(text),
  `a token of at least ${SHORTEST_TOKEN} characters that are not all the same`,
);

/** Several, separated by spaces, while one takes another's place; the first is the one to use. */
export const tokens = severalOf(token);
/** They are names, which may be short. */
export const appKeys = severalOf(headerText);

function severalOf(one: z.ZodType<string, string>) {
  return z.string().transform((text, context): string[] => {
    const all = text.trim().split(/\s+/);
    const wrong = all.map((each) => one.safeParse(each).error).find((error) => error !== undefined);
    if (wrong === undefined) return all;
    context.addIssue({ code: 'custom', message: wrong.issues[0]?.message });
    return z.NEVER;
  });
}

/** Without slashes at its end. */
export const guardedUrl = z
  .string()
  .refine(
    isHttpsOrLoopback,
    'an https:// address without query (plain http:// only for localhost, 127.0.0.1 and [::1])',
  )
  .transform((text) => text.replace(/\/+$/, ''));

export const mode = oneOf(['recommend', 'execute']);
export const guardGapMs = whole(1, 3_600_000, 'of milliseconds ').default(1000);
export const gatherWindowMs = whole(0, 600_000, 'of milliseconds ');
/** Two years at most, as `holdfast backfill --open`. */
export const backfillHours = whole(1, 17_520, 'of hours ').default(48);
export const retentionDays = whole(1, 3650, 'of days ').default(30);
export const countMaxAgeDays = whole(1, 365, 'of days ').default(7);
export const erpUrl = z.string().refine(isHttp, 'an http:// or https:// address without user and password');
export const erpSecret = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .refine(
    areSigningSecrets,
    "a Standard Webhooks secret ('whsec_' and at least 16 bytes in base64, not all the same), or several separated by spaces",
  );

import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function urlOrNull(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function isHttp(text: string): boolean {
  const url = urlOrNull(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}

/** Keys travel in these requests, and VTEX itself refuses a hook that is not https. */
function isHttpsOrLoopback(text: string): boolean {
  const url = urlOrNull(text);
  if (!url || url.username || url.search || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

function isSigningSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  return Buffer.from(text.slice('whsec_'.length), 'base64').length >= 16;
}

function whole(from: number, to: number, unit: string) {
  const wants = `a whole number ${unit}from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, wants)
    .transform(Number)
    .refine((value) => value >= from && value <= to, wants);
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, `one of ${values.map((value) => `'${value}'`).join(', ')}`);
}

/** Sent in a header: visible ASCII only. */
const token = z.string().regex(/^[\x21-\x7e]+$/, 'a token without spaces, of printable ASCII characters');
const guardedUrl = z
  .string()
  .refine(
    isHttpsOrLoopback,
    'an https:// address without query (plain http:// only for localhost, 127.0.0.1 and [::1])',
  )
  .transform((text) => text.replace(/\/+$/, ''));

/** One rule for each variable of the contract and of docs/configuration.md; the message says what it wants. */
export const variables = z.object({
  PORT: whole(0, 65_535, '').default(3000),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:$/.test(urlOrNull(text)?.protocol ?? ''), 'a postgres:// address')
    .optional(),
  HOLDFAST_DATA_DIR: z.string().default('.holdfast'),
  HOLDFAST_ROLE: oneOf(['all', 'server', 'worker']).default('all'),
  HOLDFAST_MODE: oneOf(['recommend', 'execute']).optional(),
  HOLDFAST_GUARD_GAP_MS: whole(1, 3_600_000, 'of milliseconds ').default(1000),
  HOLDFAST_GATHER_WINDOW_MS: whole(0, 600_000, 'of milliseconds ').optional(),
  HOLDFAST_RETENTION_DAYS: whole(1, 3650, 'of days ').default(30),
  HOLDFAST_PUBLIC_URL: guardedUrl.optional(),
  HOLDFAST_ADMIN_TOKEN: token.optional(),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  VTEX_ACCOUNT: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,62}$/i,
      'the account name: letters, digits and dashes, as in {account}.myvtex.com',
    )
    .optional(),
  VTEX_APP_KEY: token.optional(),
  VTEX_APP_TOKEN: token.optional(),
  VTEX_BASE_URL: guardedUrl.optional(),
  VTEX_HOOK_SECRET: token.optional(),
  ERP_CONNECTOR: oneOf(['webhook', 'tryton']).optional(),
  ERP_URL: z.string().refine(isHttp, 'an http:// or https:// address').optional(),
  ERP_SECRET: z
    .string()
    .refine(isSigningSecret, "a Standard Webhooks secret: 'whsec_' and at least 16 bytes in base64")
    .optional(),
  ERP_INBOUND_TOKEN: token.optional(),
});

export type Variables = z.output<typeof variables>;

export interface Answer {
  endpoint: string;
  /** HTTP status. */
  code: number;
}

const answered =
  (says: string) =>
  ({ endpoint, code }: Answer) =>
    `${endpoint}: ${says} (${code})`;

/** Why a call to VTEX failed. What VTEX itself complained about follows in its own words. */
export const VTEX_SENTENCES = {
  'vtex.failed': answered('VTEX failed'),
  'vtex.unavailable': answered('VTEX is unavailable'),
  'vtex.unauthorized': answered(
    'VTEX does not accept the app key or its token: check VTEX_ACCOUNT, VTEX_APP_KEY and VTEX_APP_TOKEN',
  ),
  'vtex.forbidden': ({ endpoint, code, resource }: Answer & { resource: string }) =>
    `${endpoint}: the app key's role lacks a License Manager resource: ${resource} (${code})`,
  'vtex.not-found': answered('VTEX does not know it'),
  'vtex.locked': answered('another update of this SKU and warehouse is under way'),
  'vtex.rate-limited': answered('VTEX asks us to slow down'),
  'vtex.too-many-active': answered('VTEX refuses: too many active reservations (over 2,000)'),
  'vtex.rejected': answered('VTEX refused'),
  'vtex.redirected': answered('VTEX answered with a redirect: check VTEX_BASE_URL and VTEX_ACCOUNT'),
  'vtex.complaint': ({ words }: { words: string }) => `VTEX says: ${words}`,
  'vtex.no-answer': ({ endpoint, why, words }: { endpoint: string; why: string; words: string }) =>
    `${endpoint}: no answer (${why}): ${words}`,
  'vtex.unreadable': ({ endpoint, words }: { endpoint: string; words: string }) =>
    `${endpoint}: the answer cannot be read: ${words}`,
};

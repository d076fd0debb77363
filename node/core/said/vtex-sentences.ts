import { english } from './english';
export interface Answer {
  endpoint: string;
  /** HTTP status. */
  code: number;
}

/** Why a call to VTEX failed. What VTEX itself complained about follows in its own words. */
export const VTEX_SENTENCES = {
  'vtex.failed': english<Answer>('{endpoint}: VTEX failed ({code})'),
  'vtex.unavailable': english<Answer>('{endpoint}: VTEX is unavailable ({code})'),
  'vtex.unauthorized': english<Answer>(
    '{endpoint}: VTEX does not accept the app key or its token: check VTEX_ACCOUNT, VTEX_APP_KEY and VTEX_APP_TOKEN ({code})',
  ),
  'vtex.forbidden': english<Answer & { resource: string }>(
    "{endpoint}: the app key's role lacks a License Manager resource: {resource} ({code})",
  ),
  'vtex.not-found': english<Answer>('{endpoint}: VTEX does not know it ({code})'),
  'vtex.locked': english<Answer>(
    '{endpoint}: another update of this SKU and warehouse is under way ({code})',
  ),
  'vtex.rate-limited': english<Answer>('{endpoint}: VTEX asks us to slow down ({code})'),
  'vtex.too-many-active': english<Answer>(
    '{endpoint}: VTEX refuses: too many active reservations (over 2,000) ({code})',
  ),
  'vtex.rejected': english<Answer>('{endpoint}: VTEX refused ({code})'),
  'vtex.redirected': english<Answer>(
    '{endpoint}: VTEX answered with a redirect: check VTEX_BASE_URL and VTEX_ACCOUNT ({code})',
  ),
  'vtex.complaint': english<{ words: string }>('VTEX says: {words}'),
  'vtex.no-answer': english<{ endpoint: string; why: string; words: string }>(
    '{endpoint}: no answer ({why}): {words}',
  ),
  'vtex.unreadable': english<{ endpoint: string; words: string }>(
    '{endpoint}: the answer cannot be read: {words}',
  ),
};

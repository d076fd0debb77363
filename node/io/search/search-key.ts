import { createHash } from 'node:crypto';

/**
 * What stands for a text in Master Data's filters and document ids: a letter and 32 hexadecimal digits. Filters
 * have no documented way to quote a value, so no text from outside ever becomes part of one: `x OR kind=admin`
 * is a digest like any other. It also keeps the index from splitting ids into words, from taking digits for a
 * number, and from mixing ids that differ in case only.
 */
export function searchKey(text: string): string {
  return `k${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

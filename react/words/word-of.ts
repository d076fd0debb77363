import { ownOf } from './own-of';
import type { Text } from './use-text';

/** The word for a machine value, or the value itself when no word is known for it. */
export function wordOf(t: Text, words: { readonly [value: string]: string }, value: string): string {
  const key = ownOf(words, value);
  return key === undefined ? value : t(key);
}

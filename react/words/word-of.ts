import type { Text } from './use-text';

/** The word for a machine value, or the value itself when no word is known for it. */
export function wordOf(t: Text, words: { readonly [value: string]: string }, value: string): string {
  const key = Object.keys(words).indexOf(value) >= 0 ? words[value] : undefined;
  return key === undefined ? value : t(key);
}

/** What a table says of a word from outside; undefined for `constructor` too, which every object has. */
export function ownOf<V>(table: { readonly [word: string]: V }, word: string): V | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

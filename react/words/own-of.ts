/** What a table says of a word from outside; undefined for `constructor` too, which every object has. */
export function ownOf<V>(table: { readonly [word: string]: V }, word: string): V | undefined {
  // The Admin's TypeScript knows no `Object.hasOwn`.
  const own: TypedPropertyDescriptor<V> | undefined = Object.getOwnPropertyDescriptor(table, word);
  return own?.value;
}

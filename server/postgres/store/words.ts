/**
 * Words of ours as SQL has them in a list, `('held', 'proposed')`: not bound as a value, for a partial index is used
 * only where the words it names are seen when the statement is planned.
 */
export function words(list: readonly string[]): string {
  return `(${list.map((word) => `'${word}'`).join(', ')})`;
}

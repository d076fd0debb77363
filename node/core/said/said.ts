/**
 * One sentence, for whoever tells it in another language. Small, and without personal data. How a value is told
 * follows from its name, the same in every sentence:
 *
 * | name | value |
 * |---|---|
 * | ends in `At` | an Instant: told by the reader's clock |
 * | `status`, `previousStatus`, `orderStatus` | a machine word that has a word of its own |
 * | `words` | somebody else's words: told as they are |
 * | a list | few enough to be told, see `few` |
 */
export interface Said {
  id: string;
  values: SaidValues;
}

export interface SaidValues {
  [name: string]: string | number | string[];
}

/** In English, and in parts; one or several sentences. Fits into an entry of the log as it is. */
export interface Sentence {
  message: string;
  said: Said[];
}

const NAMES_AT_MOST = 8;

/** A list that fits into a sentence; its last item says how many were left out. */
export function few(names: readonly string[]): string[] {
  if (names.length <= NAMES_AT_MOST) return [...names];
  return [...names.slice(0, NAMES_AT_MOST), `+${names.length - NAMES_AT_MOST}`];
}

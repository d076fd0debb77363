import type { SaidValues } from './said';

/** An English sentence; its own form, ICU's, is what the panel's `en.json` is made from. */
export type English<Values> = ((...values: keyof Values extends never ? [] : [Values]) => string) & {
  readonly icu: string;
};

/**
 * A sentence with the names of its values in braces, as in the panel's other languages (ICU message format). Of that
 * format it has what English needs:
 *
 * | in braces | told |
 * |---|---|
 * | `name`, `name, number` | the value; a list with commas between |
 * | `name, plural, one {# order} other {# orders}` | `one` of 1; `#` is the number |
 * | `name, select, short {...} other {...}` | by the value |
 */
export function english<Values = Record<never, never>>(icu: string): English<Values> {
  const parts = partsOf(icu);
  const tell = (...values: unknown[]) => told(parts, (values[0] ?? {}) as SaidValues);
  return Object.assign(tell, { icu }) as English<Values>;
}

type Part = string | { name: string; forms: ReadonlyMap<string, readonly Part[]> | null };

function told(parts: readonly Part[], values: SaidValues, number = ''): string {
  return parts.map((part) => (typeof part === 'string' ? part : wordsOf(part, values, number))).join('');
}

function wordsOf({ name, forms }: Exclude<Part, string>, values: SaidValues, number: string): string {
  if (name === '#') return number;
  const value = values[name];
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  if (forms === null) return text;
  const form = typeof value === 'number' && value === 1 ? 'one' : text;
  return told(forms.get(form) ?? forms.get('other') ?? [], values, text);
}

/** The parts of a sentence, in the order they are told. What stands between braces may hold braces again. */
function partsOf(icu: string): Part[] {
  const open = icu.search(/[{#]/);
  if (open < 0) return [icu];
  const before = icu.slice(0, open);
  if (icu[open] === '#') return [before, { name: '#', forms: null }, ...partsOf(icu.slice(open + 1))];
  const end = endOf(icu, open);
  return [before, partOf(icu.slice(open + 1, end)), ...partsOf(icu.slice(end + 1))];
}

function partOf(within: string): Part {
  const [, name = '', forms = ''] = /^(\w+)(?:, (?:number|(?:plural|select), (.*)))?$/s.exec(within) ?? [];
  return { name, forms: forms === '' ? null : formsOf(forms) };
}

function formsOf(text: string): Map<string, Part[]> {
  const forms = new Map<string, Part[]>();
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('{', at);
    const end = endOf(text, open);
    forms.set(text.slice(at, open).trim(), partsOf(text.slice(open + 1, end)));
    at = end + 1;
  }
  return forms;
}

/** Where the brace that opens at `open` is closed. */
function endOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`a brace is not closed: ${text}`);
}

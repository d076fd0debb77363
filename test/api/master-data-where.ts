export type Fields = Record<string, unknown>;

type Test = (fields: Fields) => boolean;

/**
 * Master Data's filter language as far as its documentation shows it: `a=b`, `a between x AND y`, AND, OR and
 * parentheses; a value ends at a blank or a parenthesis, `*` stands for anything. Null for what cannot be read,
 * or names a field that is not indexed.
 */
export function whereOf(text: string, indexed: ReadonlySet<string>): Test | null {
  const tokens = text.match(/\(|\)|[^\s()]+/g) ?? [];
  const reader = { tokens, at: 0, indexed };
  const test = orOf(reader);
  return test !== null && reader.at === tokens.length ? test : null;
}

interface Reader {
  tokens: string[];
  at: number;
  indexed: ReadonlySet<string>;
}

const orOf = (reader: Reader) =>
  listOf(reader, 'OR', andOf, (tests) => (fields) => tests.some((test) => test(fields)));
const andOf = (reader: Reader) =>
  listOf(reader, 'AND', oneOf, (tests) => (fields) => tests.every((test) => test(fields)));

function listOf(
  reader: Reader,
  word: string,
  part: (reader: Reader) => Test | null,
  join: (tests: Test[]) => Test,
): Test | null {
  const tests: Test[] = [];
  do {
    const test = part(reader);
    if (test === null) return null;
    tests.push(test);
  } while (took(reader, word));
  return join(tests);
}

function oneOf(reader: Reader): Test | null {
  if (took(reader, '(')) {
    const inner = orOf(reader);
    return took(reader, ')') ? inner : null;
  }
  const token = reader.tokens[reader.at++] ?? '';
  const [field = '', ...value] = token.split('=');
  if (!reader.indexed.has(field)) return null;
  if (value.length > 0) return equals(field, value.join('='));
  const from = took(reader, 'between') ? reader.tokens[reader.at++] : undefined;
  const to = took(reader, 'AND') ? reader.tokens[reader.at++] : undefined;
  if (from === undefined || to === undefined) return null;
  return (fields) =>
    Date.parse(String(fields[field])) >= Date.parse(from) &&
    Date.parse(String(fields[field])) <= Date.parse(to);
}

function equals(field: string, value: string): Test {
  const pattern = new RegExp(
    `^${value
      .split('*')
      .map((piece) => piece.replace(/[^\w]/g, '\\$&'))
      .join('.*')}$`,
  );
  return (fields) => fields[field] !== undefined && pattern.test(String(fields[field]));
}

function took(reader: Reader, word: string): boolean {
  if (reader.tokens[reader.at] !== word) return false;
  reader.at += 1;
  return true;
}

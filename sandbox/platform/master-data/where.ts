export type Fields = Record<string, unknown>;

/** A parsed `_where`. */
export interface Where {
  /** The fields it asks about: each must be indexed. */
  fields: string[];
  matches(fields: Fields): boolean;
}

export class BadWhere extends Error {}

/** Wildcards that Master Data blocks: 503. */
export class BlockedWhere extends Error {}

/**
 * `_where` of "Search documents": comparisons (`=`, `<>`, `>`, `>=`, `<`, `<=`), `between x AND y`, `is null`,
 * `is not null`, `AND`, `OR`, parentheses; values bare or quoted; a value may end in `*`.
 */
export function parseWhere(text: string): Where {
  return new WhereReader(text).read();
}

type Test = Where['matches'];

/** Descends from OR over AND to the single comparison. */
class WhereReader {
  private readonly tokens: Token[];
  private readonly fields: string[] = [];
  private at = 0;

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
  }

  read(): Where {
    const matches = this.disjunction();
    if (this.at < this.tokens.length) throw this.wrong('nothing more');
    return { fields: this.fields, matches };
  }

  private disjunction(): Test {
    const parts = [this.conjunction()];
    while (this.skips('or')) parts.push(this.conjunction());
    return (row) => parts.some((part) => part(row));
  }

  private conjunction(): Test {
    const parts = [this.term()];
    while (this.skips('and')) parts.push(this.term());
    return (row) => parts.every((part) => part(row));
  }

  private term(): Test {
    if (this.tokens[this.at]?.kind !== '(') return this.comparison();
    this.at += 1;
    const inner = this.disjunction();
    if (this.tokens[this.at]?.kind !== ')') throw this.wrong('a closing parenthesis');
    this.at += 1;
    return inner;
  }

  private comparison(): Test {
    const field = this.take('a field', 'bare');
    this.fields.push(field);
    if (this.skips('is')) return this.nullTest(field);
    if (this.skips('between')) return this.betweenTest(field);
    const operator = this.take('an operator', 'operator');
    return comparisonTest(field, operator, this.take('a value', 'bare', 'quoted'));
  }

  private nullTest(field: string): Test {
    const isNegated = this.skips('not');
    if (!this.skips('null')) throw this.wrong('null');
    return (row) => (row[field] === undefined || row[field] === null) !== isNegated;
  }

  private betweenTest(field: string): Test {
    const from = this.take('a value', 'bare', 'quoted');
    if (!this.skips('and')) throw this.wrong('and');
    const to = this.take('a value', 'bare', 'quoted');
    return (row) => compare(row[field], from) >= 0 && compare(row[field], to) <= 0;
  }

  private skips(word: string): boolean {
    const token = this.tokens[this.at];
    const isThere = token?.kind === 'bare' && token.text.toLowerCase() === word;
    if (isThere) this.at += 1;
    return isThere;
  }

  private take(what: string, ...kinds: Token['kind'][]): string {
    const token = this.tokens[this.at++];
    if (!token || !kinds.includes(token.kind)) throw this.wrong(what);
    return token.text;
  }

  private wrong(expected: string): BadWhere {
    return new BadWhere(`${expected} expected in _where: ${this.text}`);
  }
}

function comparisonTest(field: string, operator: string, value: string): Where['matches'] {
  if (value.includes('*')) return wildcardTest(field, operator, value);
  const tests: Record<string, (order: number) => boolean> = {
    '=': (order) => order === 0,
    '<>': (order) => order !== 0,
    '>': (order) => order > 0,
    '>=': (order) => order >= 0,
    '<': (order) => order < 0,
    '<=': (order) => order <= 0,
  };
  const test = tests[operator];
  if (!test) throw new BadWhere(`unknown operator ${operator}`);
  return (row) => {
    if (row[field] === undefined || row[field] === null) return operator === '<>';
    return [row[field]].flat().some((one) => test(compare(one, value)));
  };
}

function wildcardTest(field: string, operator: string, value: string): Where['matches'] {
  const start = value.slice(0, -1);
  if (operator !== '=' || start.includes('*')) throw new BlockedWhere(`blocked wildcard: ${field}=${value}`);
  return (row) => [row[field]].flat().some((one) => String(one ?? '').startsWith(start));
}

/** Numbers as numbers, everything else as text; what is missing is never equal and never larger. */
export function compare(stored: unknown, value: unknown): number {
  if (stored === undefined || stored === null) return -1;
  if (typeof stored === 'number' && Number.isFinite(Number(value))) return stored - Number(value);
  const [a, b] = [String(stored), String(value)];
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Token {
  kind: 'bare' | 'quoted' | 'operator' | '(' | ')';
  text: string;
}

const TOKEN = /\s*(?:([()])|(<>|!=|>=|<=|=|>|<)|"([^"]*)"|'([^']*)'|([^\s()<>=!"']+))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, parenthesis, operator, double, single, bare] = TOKEN.exec(text) ?? [];
    if (parenthesis) tokens.push({ kind: parenthesis as '(' | ')', text: parenthesis });
    else if (operator) tokens.push({ kind: 'operator', text: operator === '!=' ? '<>' : operator });
    else if (bare !== undefined) tokens.push({ kind: 'bare', text: bare });
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'quoted', text: double ?? single ?? '' });
    else throw new BadWhere(`cannot read _where: ${text}`);
  }
  return tokens;
}

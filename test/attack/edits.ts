import fc from 'fast-check';

/** What a field may be instead of what it should be. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1.5, 1e308, 2 ** 53, '', [], {}),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '\u0000',
      '\ud800',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '2026-02-30T00:00:00Z',
      '0000-00-00T00:00:00.0000000Z',
      '+275760-09-13T00:00:00Z',
      '../..',
      '-1',
      'NaN',
      "' or 1=1",
      '<script>',
      'x'.repeat(300),
      '＝1+1',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 2 }) },
);

export interface Edit {
  /** Of all places of the document, this one, counted around. */
  place: number;
  how: 'replace' | 'delete' | 'twice' | 'deep' | 'proto';
  value: unknown;
}

export const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    place: fc.nat(),
    how: fc.constantFrom<Edit['how']>('replace', 'replace', 'replace', 'delete', 'twice', 'deep', 'proto'),
    value: anything,
  }),
  { minLength: 1, maxLength: 4 },
);

type Holder = Record<string, unknown> | unknown[];

/** The document with the edits made, one after the other; the document itself stays. */
export function edited(document: unknown, all: readonly Edit[]): unknown {
  const around: Record<string, unknown> = { document: structuredClone(document) };
  for (const edit of all) {
    const places: [Holder, string][] = [];
    collect(around, places, 0);
    const chosen = places[edit.place % places.length];
    if (chosen !== undefined) change(...chosen, edit);
  }
  return around.document;
}

function collect(holder: Holder, places: [Holder, string][], depth: number): void {
  for (const key of Object.keys(holder)) {
    places.push([holder, key]);
    const inner = (holder as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null && depth < 12)
      collect(inner as Holder, places, depth + 1);
  }
}

/** An edit changes no value of another one. */
function copied(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value) ?? 'null') : value;
}

function change(holder: Holder, key: string, { how, value }: Edit): void {
  const fields = holder as Record<string, unknown>;
  if (how === 'replace') fields[key] = copied(value);
  else if (how === 'delete') delete fields[key];
  else if (how === 'twice') fields[key] = [fields[key], fields[key]];
  else if (how === 'deep') fields[key] = { [key]: { [key]: fields[key] } };
  // As JSON.parse makes it: a field of that name, and no other prototype.
  else
    Object.defineProperty(fields, '__proto__', {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

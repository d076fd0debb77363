import fc from 'fast-check';
import { csvRecord } from './csv';

test.each<[string, (string | null)[], string]>([
  ['plain cells', ['a', 'b'], 'a,b\r\n'],
  ['nothing', [null, ''], ',\r\n'],
  ['a comma', ['a,b'], '"a,b"\r\n'],
  ['quotes', ['say "no"'], '"say ""no"""\r\n'],
  ['lines', ['a\nb', 'c\r\nd'], '"a\nb","c\r\nd"\r\n'],
  ['a formula', ['=1+1'], "'=1+1\r\n"],
  ['a formula in quotes', ['=HYPERLINK("x","y")'], `"'=HYPERLINK(""x"",""y"")"\r\n`],
  ['other beginnings of formulas', ['+1', '-1', '@a', '\tb', '\rc'], `'+1,'-1,'@a,'\tb,"'\rc"\r\n`],
  ['a formula behind a semicolon', ['note;=1+1', 'a;b'], "note;'=1+1,a;b\r\n"],
  ['a formula on a line of its own', ['note\n@a'], `"note\n'@a"\r\n`],
  ['a formula in full width', ['＝1+1', '＠a'], "'＝1+1,'＠a\r\n"],
  ['a formula behind a byte-order mark', ['\ufeff=1+1'], "\ufeff'=1+1\r\n"],
  ['a sign inside', ['v1-01', 'a=b'], 'v1-01,a=b\r\n'],
])('%s', (_name, cells, record) => {
  expect(csvRecord(cells)).toBe(record);
});

test('whatever is written, a reader of RFC 4180 gets it back, and no cell begins a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
      const read = readRecord(csvRecord(cells));
      expect(read.map(withoutMarks)).toEqual(cells.map(withoutMarks));
      expect(read.every((cell) => !'=+-@\t\r'.includes(cell.charAt(0)) || cell === '')).toBe(true);
    }),
    { seed: 4, numRuns: 500 },
  );
});

const withoutMarks = (cell: string) => cell.replaceAll("'", '');

/** RFC 4180's grammar, one record. */
function readRecord(record: string): string[] {
  expect(record.endsWith('\r\n')).toBe(true);
  const line = `,${record.slice(0, -2)}`;
  const cells = [...line.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)];
  expect(cells.map(([whole]) => whole).join('')).toBe(line);
  return cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');
}

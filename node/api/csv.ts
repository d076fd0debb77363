/** What a spreadsheet takes for a formula when a cell begins with it; tab and carriage return hide one. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One record of RFC 4180, with its CRLF. A cell that a spreadsheet would run is made text by an apostrophe in
 * front: ids and messages hold what strangers wrote.
 */
export function csvRecord(cells: readonly (string | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | null): string {
  const text = value === null ? '' : FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

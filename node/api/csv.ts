/**
 * Where a spreadsheet may take what follows for a formula: its signs, also in full width, or a tab or carriage return
 * that hides one, where a cell begins; that is after a semicolon, too, where the country's lists have one between cells,
 * and then quotes do not keep a line together. A byte-order mark does not count.
 */
const FORMULA = /^\ufeff*(?=[=+\-@＝＋－＠\t\r])|[;\r\n]\ufeff*(?=[=+\-@＝＋－＠])/gu;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One record of RFC 4180, with its CRLF. A cell that a spreadsheet would run is made text by an apostrophe in
 * front: ids and messages hold what strangers wrote.
 */
export function csvRecord(cells: readonly (string | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | null): string {
  const text = value === null ? '' : value.replace(FORMULA, (before) => `${before}'`);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

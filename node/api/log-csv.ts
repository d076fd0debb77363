import { csvRecord } from './csv';
import type { CursorOf } from './cursor';
import type { ApiQueries, Page } from './ports';
import type { LogEntryView, LogQuery } from './schemas/log';

type LogPage = Page<LogEntryView, CursorOf<'log'>>;
type LogFilter = Omit<LogQuery, 'cursor' | 'limit'>;

/** A hundred thousand rows are some ten megabytes, and what a spreadsheet still opens at once. */
export const MOST_ROWS = 100_000;
/** Each page holds a connection to the database for milliseconds only, however slowly the file is read. */
const ROWS_A_PAGE = 1_000;

const HEADER = [
  'at',
  'kind',
  'outcome',
  'message',
  'orderId',
  'skuId',
  'warehouseId',
  'planId',
  'deliveryId',
];

/** The log's rows under a filter as CSV, newest first. Resolves when the first page is there. */
export async function logCsv(
  queries: Pick<ApiQueries, 'log'>,
  filter: LogFilter,
  mostRows = MOST_ROWS,
): Promise<AsyncIterable<string>> {
  const read = (after: CursorOf<'log'> | null, rows: number) =>
    queries.log({ ...filter, limit: Math.min(ROWS_A_PAGE, rows) }, after);
  return piecesOf(await read(null, mostRows), read, mostRows);
}

async function* piecesOf(
  first: LogPage,
  read: (after: CursorOf<'log'>, rows: number) => Promise<LogPage>,
  mostRows: number,
): AsyncGenerator<string> {
  yield csvRecord(HEADER);
  let page = first;
  let left = mostRows - page.rows.length;
  yield recordsOf(page);
  while (page.next !== null && left > 0) {
    page = await read(page.next, left);
    left -= page.rows.length;
    yield recordsOf(page);
  }
  if (page.next !== null) yield cutRecord(mostRows);
}

function recordsOf({ rows }: LogPage): string {
  return rows
    .map(({ at, kind, outcome, message, orderId, skuId, warehouseId, planId, deliveryId }) =>
      csvRecord([at, kind, outcome, message, orderId, skuId, warehouseId, planId, deliveryId]),
    )
    .join('');
}

/** Nobody must take a part of the log for the whole of it. */
function cutRecord(mostRows: number): string {
  const sentence = `These are the newest ${mostRows} rows; there are more: narrow the filter, by time for instance.`;
  return csvRecord(HEADER.map((column) => (column === 'message' ? sentence : null)));
}

import { type FileRoute, fileRoute } from '../file-route';
import { logCsv } from '../log-csv';
import type { ApiDeps } from '../ports';
import { logFilter } from '../schemas/log';

/** The endpoints of the admin API that answer with a file. */
export function fileRoutes({ queries }: Pick<ApiDeps, 'queries'>): FileRoute[] {
  return [
    fileRoute({
      path: '/logs.csv',
      summary:
        'The sync log under a filter as CSV (RFC 4180), newest first, at most 100,000 rows; a last row says when there were more',
      query: logFilter,
      contentType: 'text/csv; charset=utf-8; header=present',
      fileName: 'holdfast-log.csv',
      handle: (filter) => logCsv(queries, filter),
    }),
  ];
}

import type { DocumentPage } from './documents';
import { type FileName, pathOf } from './file-names';
import { PlatformUnavailable } from './platform-unavailable';
import { isNotFound, isSuccess, parsed, unsure } from './vbase-answers';
import type { VBaseHttp } from './vbase-http';

/** Our own caches are not the only ones on the way. */
export const READ_HEADERS = { accept: 'application/json', 'cache-control': 'no-cache' };

/**
 * One page of a bucket's files whose names begin so; files that are none of ours are left out. What a 404
 * means is for the caller to say.
 */
export async function listFiles(
  http: VBaseHttp,
  { bucket, file }: FileName,
  after: string | null,
  limit: number,
): Promise<DocumentPage | 'not-found'> {
  const query = { prefix: file, limit: String(limit), ...(after === null ? {} : { next: after }) };
  const answer = await http({ method: 'GET', path: `/${bucket}/files`, query, headers: READ_HEADERS });
  if (isNotFound(answer)) return 'not-found';
  const page = isSuccess(answer) ? pageOf(bucket, answer.body) : null;
  if (page === null) throw new PlatformUnavailable(unsure(`the listing of ${bucket}`, answer).message);
  return page;
}

/** Null for an answer that is no listing. */
function pageOf(bucket: string, body: string): DocumentPage | null {
  const answer = parsed(body) as { data?: unknown; next?: unknown } | null | undefined;
  if (!Array.isArray(answer?.data)) return null;
  const paths = answer.data.flatMap((entry: { path?: unknown; hash?: unknown } | null) => {
    const path = typeof entry?.path === 'string' ? pathOf({ bucket, file: entry.path }) : null;
    return path === null ? [] : [{ path, etag: String(entry?.hash ?? '') }];
  });
  return { paths, next: typeof answer.next === 'string' && answer.next !== '' ? answer.next : null };
}

import type { Documents, ReadResult } from './documents';
import { fileOf, prefixOf } from './file-names';
import { createListing, type Listing } from './listing';
import { PlatformUnavailable } from './platform-unavailable';
import { SeenPaths } from './seen-paths';
import { canonical, isConflict, isNotFound, isSuccess, parsed, unsure } from './vbase-answers';
import type { VBaseHttp, VBaseRequest } from './vbase-http';
import { READ_HEADERS } from './vbase-listing';

/**
 * Documents as VBase files. Facts from VTEX's own client (`clients/infra/VBase`): GET, PUT and DELETE
 * `/{bucket}/files/{path}`, `etag` on the answer, `If-Match` on PUT and DELETE, listing at `/{bucket}/files`.
 *
 * | not established | what we do |
 * |---|---|
 * | status of a failed `If-Match` | 412 and 409 are a conflict; anything else that is no success is unsure |
 * | `If-None-Match: *` | sent with a first write, and not relied on: it is read back, and is ours only when it holds what we wrote |
 * | 404 for what is there (known issue 822031) | absent only when the listing does not show it and this worker has never seen it; of a listing see `createListing` |
 */
export function createVBaseDocuments(http: VBaseHttp): Documents {
  const seen = new SeenPaths();
  const listing = createListing(http);
  const noteSeen = (path: string): void => {
    seen.add(path);
    listing.noteSeen(path);
  };

  /** Null for a 404. */
  const get = async (path: string): Promise<ReadResult | null> => {
    const answer = await http({ method: 'GET', path: filePath(path), headers: READ_HEADERS });
    if (isNotFound(answer)) return null;
    if (!isSuccess(answer)) return unsure(path, answer);
    const value = parsed(answer.body);
    const { etag } = answer.headers;
    if (value === undefined || !etag) return { kind: 'unsure', message: `${path}: unreadable, or no etag` };
    noteSeen(path);
    return { kind: 'found', value, etag };
  };

  const read = async (path: string): Promise<ReadResult> => {
    const found = await get(path);
    if (found !== null) return found;
    if (seen.has(path)) return { kind: 'unsure', message: `${path}: 404, but it was there before` };
    const listed = await isListed(listing, path);
    if (listed.kind !== 'yes') return listed;
    // It may have been written since; else this is the 404 for what is there.
    return (await get(path)) ?? { kind: 'unsure', message: `${path}: 404, but VBase lists it` };
  };

  const readBack = async (path: string, body: string) => {
    const now = await read(path);
    if (now.kind === 'unsure') return now;
    if (now.kind === 'absent') return { kind: 'unsure', message: `${path}: written, not there yet` } as const;
    return canonical(now.value) === canonical(JSON.parse(body))
      ? ({ kind: 'written', etag: now.etag } as const)
      : ({ kind: 'conflict' } as const);
  };

  return {
    read,
    write: async (path, value, ifMatch) => {
      const body = JSON.stringify(value);
      const condition: Record<string, string> =
        ifMatch === 'absent' ? { 'if-none-match': '*' } : { 'if-match': ifMatch };
      const answer = await http(writing('PUT', path, condition, body));
      if (isConflict(answer)) return { kind: 'conflict' };
      if (!isSuccess(answer)) return unsure(path, answer);
      noteSeen(path);
      const { etag } = answer.headers;
      return ifMatch === 'absent' || !etag ? readBack(path, body) : { kind: 'written', etag };
    },
    put: async (path, value) => {
      const answer = await http(writing('PUT', path, {}, JSON.stringify(value)));
      if (!isSuccess(answer)) return unsure(path, answer);
      noteSeen(path);
      return { kind: 'written' };
    },
    remove: async (path, ifMatch) => {
      const answer = await http(writing('DELETE', path, { 'if-match': ifMatch }));
      // Gone already: somebody else was first.
      if (isConflict(answer) || isNotFound(answer)) return { kind: 'conflict' };
      if (!isSuccess(answer)) return unsure(path, answer);
      seen.delete(path);
      return { kind: 'removed' };
    },
    list: (prefix, after, limit) => listing.list(prefixOf(prefix), after, limit),
  };
}

function filePath(path: string): string {
  const { bucket, file } = fileOf(path);
  return `/${bucket}/files/${file}`;
}

function writing(
  method: 'PUT' | 'DELETE',
  path: string,
  condition: Record<string, string>,
  body?: string,
): VBaseRequest {
  const headers = { 'content-type': 'application/json', ...condition };
  return { method, path: filePath(path), headers, ...(body === undefined ? {} : { body }) };
}

async function isListed(listing: Listing, path: string) {
  try {
    const { paths } = await listing.list(prefixOf(path), null, 10);
    return paths.some((entry) => entry.path === path) ? YES : NO;
  } catch (error) {
    if (error instanceof PlatformUnavailable) return { kind: 'unsure', message: error.message } as const;
    throw error;
  }
}

const YES = { kind: 'yes' } as const;
const NO = { kind: 'absent' } as const;

import { segmentsOf } from './document-path';
import type { DocumentPage } from './documents';
import type { FileName } from './file-names';
import { PlatformUnavailable } from './platform-unavailable';
import type { VBaseHttp } from './vbase-http';
import { listFiles } from './vbase-listing';

export interface Listing {
  /** See `Documents.list`. */
  list(name: FileName, after: string | null, limit: number): Promise<DocumentPage>;
  /** A file of this path was there: so is its bucket. */
  noteSeen(path: string): void;
}

/** In every bucket of which it is in doubt whether it is there; not one of ours, so no listing shows it. */
const KEEPER = 'keep';

/**
 * A bucket that nobody has written into may answer 404, and so may one whose documents are hidden (known issue
 * 822031). It is empty only for a worker that has never seen a file in it; for any other the listing is not known.
 * Whether a bucket goes with its last file is not known either: a file that stays is put there, so that from then
 * on a bucket without documents has a listing. What is left: a worker that has just begun takes a hidden bucket
 * for an empty one.
 */
export function createListing(http: VBaseHttp): Listing {
  const buckets = new Set<string>();
  return {
    noteSeen: (path) => void buckets.add(segmentsOf(path)[0] ?? ''),
    list: async (name, after, limit) => {
      const { bucket } = name;
      const page = await listFiles(http, name, after, limit);
      if (page === 'not-found') {
        if (after === null && !buckets.has(bucket)) return { paths: [], next: null };
        await keepBucket(http, bucket);
        throw new PlatformUnavailable(`the listing of ${bucket}: 404, but it was there before`);
      }
      if (page.paths.length > 0) buckets.add(bucket);
      return page;
    },
  };
}

async function keepBucket(http: VBaseHttp, bucket: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await http({ method: 'PUT', path: `/${bucket}/files/${KEEPER}`, headers, body: '{}' });
}

import type { DocumentPage, Documents } from '../documents/documents';
import type { WorkCache } from './read-work';
import { type WaitingWork, WORK_FOLDER } from './work';

const PAGE = 100;

/** Every piece there is. `hints` are read whatever the listing, which may lag behind, shows. */
export async function listWork(
  documents: Documents,
  cache: WorkCache,
  hints: Iterable<string>,
): Promise<WaitingWork[]> {
  const listed = new Map<string, string | null>();
  for (const path of hints) listed.set(path, null);
  let after: string | null = null;
  do {
    const page: DocumentPage = await documents.list(WORK_FOLDER, after, PAGE);
    for (const { path, etag } of page.paths) listed.set(path, etag);
    after = page.next;
  } while (after !== null);
  return cache.readAll(documents, listed);
}

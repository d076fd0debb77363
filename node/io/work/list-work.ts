import type { Documents } from '../documents/documents';
import type { WorkCache } from './read-work';
import {
  folderOfKind,
  laneOf,
  type WaitingWork,
  WORK_FOLDER,
  WORK_KINDS,
  type Work,
  type WorkLane,
} from './work';
import { PAGE } from './work-round';

export interface ListedWork {
  waiting: WaitingWork[];
  /** Lanes of which this was the end of the listing: the next look begins at its front. */
  through: ReadonlySet<WorkLane>;
}

/**
 * The next few pages of these lanes. `hints` are read whatever the listing, which may lag behind, shows, and
 * whatever their lane.
 */
export async function listWork(
  documents: Documents,
  cache: WorkCache,
  hints: Iterable<string>,
  lanes: readonly WorkLane[],
): Promise<ListedWork> {
  const named = new Map<string, string>();
  const through = await readOn(documents, cache, lanes, named);
  const listed = new Map<string, string | null>(named);
  for (const path of hints) if (!listed.has(path)) listed.set(path, null);
  return { waiting: await cache.readAll(documents, listed), through };
}

async function readOn(
  documents: Documents,
  { rounds }: WorkCache,
  lanes: readonly WorkLane[],
  named: Map<string, string>,
): Promise<Set<WorkLane>> {
  if (lanes.some((lane) => rounds[lane].isFresh())) {
    // Mostly little waits, and one page shows all of it.
    const { paths, next } = await documents.list(WORK_FOLDER, null, PAGE);
    if (next === null) {
      const wanted = paths.filter(({ path }) => lanes.includes(laneOf(path)));
      for (const { path, etag } of wanted) named.set(path, etag);
      return new Set(lanes);
    }
  }
  const ends = await Promise.all(lanes.map((lane) => rounds[lane].readOn(documents, named)));
  return new Set(lanes.filter((_lane, index) => ends[index]));
}

/** Most pieces of a kind that are counted. */
export const MOST_COUNTED = 1_000;

/** What waits of every kind, for whoever counts it. */
export async function allWork(documents: Documents, cache: WorkCache): Promise<WaitingWork[]> {
  const listed = new Map<string, string>();
  for (const kind of WORK_KINDS) await listKind(documents, kind, listed);
  return cache.readAll(documents, listed);
}

async function listKind(documents: Documents, kind: Work['kind'], listed: Map<string, string>) {
  let after: string | null = null;
  for (let counted = 0; counted < MOST_COUNTED; counted += PAGE) {
    const page: Awaited<ReturnType<Documents['list']>> = await documents.list(
      folderOfKind(kind),
      after,
      PAGE,
    );
    for (const { path, etag } of page.paths) listed.set(path, etag);
    after = page.next;
    if (after === null) return;
  }
}

import type { Documents } from '../documents/documents';
import { folderOfKind, LANE_KINDS, type Work, type WorkLane } from './work';

/** Pages of each kind that one look reads. */
const PAGES_A_LOOK = 3;
export const PAGE = 100;

export interface WorkRound {
  /** Nothing of the round was read yet. */
  isFresh(): boolean;
  /** Reads on, adding what the listing names to `listed`. True when that was the last of the round. */
  readOn(documents: Documents, listed: Map<string, string>): Promise<boolean>;
}

/**
 * One time through the listing of a lane, some pages a look, each kind in its own folder: of ten thousand pieces
 * the first are done before the last are listed.
 */
export function createWorkRound(lane: WorkLane): WorkRound {
  /** Null: at the beginning of the kind's folder. A kind that is not here was read to its end. */
  const rest = new Map<Work['kind'], string | null>();
  const restart = () => {
    for (const kind of LANE_KINDS[lane]) rest.set(kind, null);
  };
  restart();

  async function readKind(documents: Documents, kind: Work['kind'], listed: Map<string, string>) {
    for (let page = 0; page < PAGES_A_LOOK && rest.has(kind); page += 1) {
      const { paths, next } = await documents.list(folderOfKind(kind), rest.get(kind) ?? null, PAGE);
      for (const { path, etag } of paths) listed.set(path, etag);
      if (next === null) rest.delete(kind);
      else rest.set(kind, next);
    }
  }

  return {
    isFresh: () => LANE_KINDS[lane].every((kind) => rest.get(kind) === null),
    async readOn(documents, listed) {
      try {
        await Promise.all([...rest.keys()].map((kind) => readKind(documents, kind, listed)));
      } catch (error) {
        // The place may be what the listing does not take any more.
        restart();
        throw error;
      }
      if (rest.size > 0) return false;
      restart();
      return true;
    },
  };
}

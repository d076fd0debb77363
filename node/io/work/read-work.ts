import type { Documents } from '../documents/documents';
import { type WaitingWork, type WorkDocument, type WorkLane, workDocument } from './work';
import { createWorkRound, type WorkRound } from './work-round';

export type WorkRead =
  | { kind: 'found'; document: WorkDocument; etag: string }
  /** Not readable as ours (an older version's): whoever asks writes it anew. */
  | { kind: 'strange'; etag: string }
  | { kind: 'absent' }
  | { kind: 'unsure' };

export async function readWork(documents: Documents, path: string): Promise<WorkRead> {
  const read = await documents.read(path);
  if (read.kind !== 'found') return { kind: read.kind };
  const parsed = workDocument.safeParse(read.value);
  return parsed.success
    ? { kind: 'found', document: parsed.data, etag: read.etag }
    : { kind: 'strange', etag: read.etag };
}

export interface WorkCache {
  /** The documents of these paths; those whose listed etag is the one last read are not read again. */
  readAll(documents: Documents, listed: ReadonlyMap<string, string | null>): Promise<WaitingWork[]>;
  forget(path: string): void;
  /** How far the listing of each lane was read; the next look goes on from there. */
  readonly rounds: Record<WorkLane, WorkRound>;
}

const READ_AT_ONCE = 8;
/** Some 6 MB of an account whose ERP is away. */
const MOST_KEPT = 10_000;

/**
 * What this worker last read of each piece. A listing names every piece with its etag, so that of a thousand that
 * wait for an ERP to come back only those that changed are read.
 */
export function createWorkCache(mostKept = MOST_KEPT): WorkCache {
  const kept = new Map<string, WaitingWork>();

  /**
   * Every fourth goes, old or new. Whoever reads round and round would find nothing that was kept if always the
   * oldest went.
   */
  function thin(): void {
    let nth = 0;
    for (const path of kept.keys()) if (nth++ % 4 === 0) kept.delete(path);
  }

  async function readOne(
    documents: Documents,
    path: string,
    etag: string | null,
  ): Promise<WaitingWork | null> {
    const known = kept.get(path);
    if (known !== undefined && etag !== null && known.etag === etag) return known;
    const read = await readWork(documents, path);
    if (read.kind !== 'found') {
      kept.delete(path);
      return null;
    }
    const waiting = { path, etag: read.etag, document: read.document };
    if (kept.size >= mostKept && !kept.has(path)) thin();
    kept.set(path, waiting);
    return waiting;
  }

  return {
    async readAll(documents, listed) {
      const paths = [...listed];
      const found: WaitingWork[] = [];
      for (let from = 0; from < paths.length; from += READ_AT_ONCE) {
        const slice = paths.slice(from, from + READ_AT_ONCE);
        const read = await Promise.all(slice.map(([path, etag]) => readOne(documents, path, etag)));
        for (const one of read) if (one !== null) found.push(one);
      }
      return found;
    },
    forget: (path) => void kept.delete(path),
    rounds: { vtex: createWorkRound('vtex'), erp: createWorkRound('erp') },
  };
}

/** A page of a listing. `next` is the listing's own token for the page after it; null on the last. */
export interface DocumentPage {
  paths: { path: string; etag: string }[];
  next: string | null;
}

export type ReadResult =
  | { kind: 'found'; value: unknown; etag: string }
  | { kind: 'absent' }
  /**
   * VBase said 404 for a path that its own listing shows, or that this worker has seen, or it did not answer
   * (known issue 822031): never treated as absent.
   */
  | { kind: 'unsure'; message: string };

export type WriteResult =
  | { kind: 'written'; etag: string }
  /** Somebody else wrote first. */
  | { kind: 'conflict' }
  /** No answer: it may have been applied, or may still be. */
  | { kind: 'unsure'; message: string };

export type RemoveResult = { kind: 'removed' } | { kind: 'conflict' } | { kind: 'unsure'; message: string };

/**
 * Small JSON documents that are written one at a time and on a condition: what VBase offers. Paths are made by
 * `documentPath`. Nothing is cached, nothing is retried.
 */
export interface Documents {
  read(path: string): Promise<ReadResult>;
  /** Conditional: `ifMatch` is the etag that was read, or `absent` for a first write. */
  write(path: string, value: unknown, ifMatch: string | 'absent'): Promise<WriteResult>;
  /**
   * Unconditional, in one call: only for documents of which every version says the same (pointers, markers), or
   * of which the last one counts.
   */
  put(path: string, value: unknown): Promise<{ kind: 'written' } | { kind: 'unsure'; message: string }>;
  remove(path: string, ifMatch: string): Promise<RemoveResult>;
  /**
   * Paths below a folder (`folderPath`), or exactly one path. `after` is the `next` of the page before. A listing
   * may lag behind what was written. Throws `PlatformUnavailable` without an answer.
   */
  list(prefix: string, after: string | null, limit: number): Promise<DocumentPage>;
}

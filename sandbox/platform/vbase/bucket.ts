import { createHash } from 'node:crypto';

export interface StoredFile {
  content: Buffer;
  contentType: string;
  /** Of the content: a file put back to what it was has its old hash again. */
  hash: string;
}

/** The files of one bucket, with enough of their past to list them as they were a while ago. */
export class Bucket {
  private readonly files = new Map<string, StoredFile>();
  private changes: { atMs: number; path: string; before: StoredFile | undefined }[] = [];

  read(path: string): StoredFile | undefined {
    return this.files.get(path);
  }

  write(path: string, content: Buffer, contentType: string, atMs: number): StoredFile {
    const hash = createHash('md5').update(content).digest('hex');
    const file = { content, contentType, hash };
    this.remember(path, atMs);
    this.files.set(path, file);
    return file;
  }

  remove(path: string, atMs: number): void {
    this.remember(path, atMs);
    this.files.delete(path);
  }

  paths(): string[] {
    return [...this.files.keys()].sort();
  }

  /** Sorted by path, as at that moment. */
  listAt(atMs: number): { path: string; hash: string }[] {
    const then = new Map(this.files);
    for (const { path, before } of this.changes.filter((change) => change.atMs > atMs).reverse()) {
      if (before) then.set(path, before);
      else then.delete(path);
    }
    return [...then]
      .map(([path, { hash }]) => ({ path, hash }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  private remember(path: string, atMs: number): void {
    this.changes = this.changes.filter((change) => change.atMs > atMs - 60_000);
    this.changes.push({ atMs, path, before: this.files.get(path) });
  }
}

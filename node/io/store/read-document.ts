import type { Documents } from '../documents/documents';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import type { OrderDocument, PositionDocument, StreamDocument } from './shapes';

export type TruthDocument = OrderDocument | PositionDocument | StreamDocument;

export interface Loaded<Document> {
  document: Document;
  etag: string;
}

/** Null when it is certain that there is none; throws `PlatformUnavailable` when it is not. */
export async function readPlain(
  documents: Documents,
  path: string,
): Promise<{ value: unknown; etag: string } | null> {
  const result = await documents.read(path);
  if (result.kind === 'unsure') throw new PlatformUnavailable(result.message);
  return result.kind === 'absent' ? null : result;
}

/**
 * A document of the truth. Only this store writes there, so its shape is taken as it is, but for what it says it
 * is: an answer that belongs to another path (a cache on the way) must not pass for this one.
 */
export async function readTruth<Document extends TruthDocument>(
  documents: Documents,
  path: string,
  isIt: (document: TruthDocument) => boolean,
): Promise<Loaded<Document> | null> {
  const found = await readPlain(documents, path);
  if (found === null) return null;
  const document = found.value as TruthDocument | null;
  if (document === null || typeof document !== 'object' || !isIt(document)) {
    throw new PlatformUnavailable(`${path}: VBase answered with another document`);
  }
  return { document: document as Document, etag: found.etag };
}

export async function putOrThrow(documents: Documents, path: string, value: unknown): Promise<void> {
  const result = await documents.put(path, value);
  if (result.kind === 'unsure') throw new PlatformUnavailable(result.message);
}

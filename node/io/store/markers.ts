import { PlatformUnavailable } from '../documents/platform-unavailable';
import { putOrThrow } from './read-document';
import type { StoreContext } from './store-context';

/**
 * Markers name documents that may have something to do. One is written before the commit that makes it true, so
 * a marker without a reason is possible and a reason without a marker is not. Only a listing removes one: when
 * its document, read after the marker, has no reason for it, and the marker is old. A step that finds its reason
 * missing in the document writes the marker again, and is over long before the marker is old.
 */
export const MARKER_STALE_MS = 600_000;

/** `nonce`: written again in the same millisecond it is still another version. */
export async function mark(ctx: StoreContext, path: string): Promise<void> {
  await putOrThrow(ctx.documents, path, { atMs: ctx.now(), nonce: ctx.newId() });
}

/** What VBase says is not there it may only hide for now (known issue 822031: up to 2 h). */
export const ABSENT_STALE_MS = 48 * 3_600_000;

/**
 * Takes a marker away for which `judge` finds no reason. The marker is read first and removed on the condition
 * that nobody wrote it since. Whatever goes wrong, it only stays for longer.
 */
export async function sweepMarker(
  ctx: StoreContext,
  path: string,
  judge: () => Promise<'needed' | 'idle' | 'absent'>,
): Promise<void> {
  const found = await ctx.documents.read(path);
  if (found.kind !== 'found') return;
  const ageMs = ctx.now() - (found.value as { atMs: number }).atMs;
  if (ageMs <= MARKER_STALE_MS) return;
  const verdict = await unlessUnsure(judge);
  if (verdict === 'idle' || (verdict === 'absent' && ageMs > ABSENT_STALE_MS)) {
    await ctx.documents.remove(path, found.etag);
  }
}

/** For listings only, where leaving one out delays it: null when VBase leaves it unsure. */
export async function unlessUnsure<Result>(read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PlatformUnavailable) return null;
    throw error;
  }
}

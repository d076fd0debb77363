import type { VtexResult } from './vtex-api';

/** For settings that VTEX answers with 404 while there are none. */
export function nullWhenNotFound<T>(result: VtexResult<T>): VtexResult<T | null> {
  if (result.ok || result.failure.kind !== 'not-found') return result;
  return { ok: true, value: null, date: null };
}

/** For what is to be gone, and is when VTEX finds nothing. */
export function goneWhenNotFound(result: VtexResult<unknown>): VtexResult<void> {
  return withoutValue(nullWhenNotFound(result));
}

/** For writes, whose answers say nothing that a read-back would not say better. */
export function withoutValue(result: VtexResult<unknown>): VtexResult<void> {
  return result.ok ? { ok: true, value: undefined, date: result.date } : result;
}

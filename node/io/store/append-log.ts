import type { LogEntry } from '../../store/sync-log';
import type { StoreContext } from './store-context';

/** Lines that belong to no document go straight to the sink; one that the sink does not take is lost. */
export async function appendLog(ctx: StoreContext, entries: readonly LogEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const atMs = ctx.now();
  const id = ctx.newId();
  try {
    await ctx.sink.append(entries.map((entry, index) => ({ ...entry, id: `${id}-${index}`, atMs })));
  } catch (error) {
    ctx.onSinkFailure?.(error);
  }
}

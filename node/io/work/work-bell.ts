/** What tells the app that work waits; an event to itself. A bell that nobody hears only costs time. */
export interface WorkBell {
  /** Work was asked for in this run. */
  asked(path: string, notBeforeMs: number): void;
  /** Work of this run that needs no bell: it was done here. */
  served(path: string): void;
  /** Everything asked for and not served, soonest first. */
  waiting(): { path: string; notBeforeMs: number }[];
}

export function createWorkBell(): WorkBell {
  const waiting = new Map<string, number>();
  return {
    asked(path, notBeforeMs) {
      waiting.set(path, Math.min(waiting.get(path) ?? Number.POSITIVE_INFINITY, notBeforeMs));
    },
    served: (path) => void waiting.delete(path),
    waiting: () =>
      [...waiting]
        .map(([path, notBeforeMs]) => ({ path, notBeforeMs }))
        .sort((a, b) => a.notBeforeMs - b.notBeforeMs),
  };
}

/** Body of the app's own event: paths that the listing may not show yet. Nothing in it is believed. */
export interface WorkEvent {
  paths: string[];
}

/** Later work is left to the next event or tick: an event cannot be delayed, only waited for. */
export const RING_WITHIN_MS = 90_000;
const MOST_PATHS = 40;

/**
 * The event that is to be sent at the end of a run, or null: of what waits, whatever is due within a minute and
 * a half. `nextAtMs` is when the list's next piece is free.
 */
export function ringing(
  waiting: readonly { path: string; notBeforeMs: number }[],
  nextAtMs: number | null,
  nowMs: number,
): WorkEvent | null {
  const soon = waiting.filter(({ notBeforeMs }) => notBeforeMs <= nowMs + RING_WITHIN_MS);
  const listedSoon = nextAtMs !== null && nextAtMs <= nowMs + RING_WITHIN_MS;
  if (soon.length === 0 && !listedSoon) return null;
  return { paths: soon.slice(0, MOST_PATHS).map(({ path }) => path) };
}

/** Paths of a received event; anything else in it is ignored. */
export function pathsOf(body: unknown): string[] {
  const paths =
    typeof body === 'object' && body !== null && 'paths' in body && Array.isArray(body.paths)
      ? body.paths
      : [];
  return paths
    .filter(
      (path): path is string => typeof path === 'string' && path.startsWith('work/') && path.length < 4_000,
    )
    .slice(0, MOST_PATHS);
}

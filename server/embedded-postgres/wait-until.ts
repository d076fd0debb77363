import { setTimeout as pause } from 'node:timers/promises';

/** Asks again every `everyMs` until the answer is not null; null when `withinMs` is over. */
export async function waitUntil<T>(
  ask: () => T | null | Promise<T | null>,
  { everyMs, withinMs }: { everyMs: number; withinMs: number },
): Promise<T | null> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) return null;
    await pause(everyMs);
  }
}

/** A busy machine takes ten times as long as an idle one, and a poll that succeeds does not wait for its end. */
export const WITHIN_MS = 120_000;

/** Polls until `ask` gives something true, and answers it; throws with `what` when it never does. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  withinMs = WITHIN_MS,
): Promise<NonNullable<T>> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const got = await ask();
    if (got) return got;
    if (Date.now() > giveUpAt) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Polls until the two are equal, and otherwise fails with Jest's own comparison of the last try. */
export async function untilEqual<T>(
  ask: () => T | Promise<T>,
  wanted: () => T,
  withinMs = WITHIN_MS,
): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const [got, want] = [await ask(), wanted()];
    if (JSON.stringify(got) === JSON.stringify(want)) return;
    if (Date.now() > giveUpAt) {
      expect(got).toEqual(want);
      throw new Error('equal to Jest, though not as JSON');
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Reads once and answers from that for `keepMs`; callers that come meanwhile share one reading. A failure is not kept. */
export function kept<T>(keepMs: number, now: () => number, read: () => Promise<T>): () => Promise<T> {
  let last: { atMs: number; value: Promise<T> } | null = null;
  return () => {
    if (last !== null && now() - last.atMs < keepMs) return last.value;
    const value = read();
    const mine = { atMs: now(), value };
    last = mine;
    value.catch(() => {
      if (last === mine) last = null;
    });
    return value;
  };
}

export interface MakeWayOptions {
  /** Whether somebody waits for an answer who should be served first. */
  isBusy(): boolean;
  /** Epoch ms. */
  now(): number;
  pause(ms: number): Promise<void>;
  /** However busy it stays, one wait ends after this: what makes way is slowed down, never starved. */
  atMostMs: number;
}

const LOOK_AGAIN_MS = 25;

/** Resolves at once, or while the intake is busy a while later. For work that nobody waits for. */
export function createMakeWay({ isBusy, now, pause, atMostMs }: MakeWayOptions): () => Promise<void> {
  return async () => {
    const giveUpAt = now() + atMostMs;
    while (isBusy() && now() < giveUpAt) await pause(LOOK_AGAIN_MS);
  };
}

/** Rows of one commit that tell a rush: VTEX's ordinary notifications come by ones and twos. */
const RUSH_ROWS = 20;
/** A rush is over when no such commit was seen for so long. */
const RUSH_LASTS_MS = 100;

/** Tells a rush by the commits: the more that arrive together, the fuller each is. */
export function createRushGauge(now: () => number) {
  let lastFullMs = Number.NEGATIVE_INFINITY;
  return {
    sawCommit(rows: number): void {
      if (rows >= RUSH_ROWS) lastFullMs = now();
    },
    isRush: () => now() - lastFullMs < RUSH_LASTS_MS,
  };
}

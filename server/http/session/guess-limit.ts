export interface GuessLimit {
  /**
   * Null when a guess may be made: it counts as wrong until `wasRight` is called. Else ms until the next one.
   * Asked before the token is compared, so that guesses sent at once are counted too.
   */
  waitBeforeGuessMs(): number | null;
  wasRight(): void;
}

const MINUTE_MS = 60_000;

/**
 * At most so many wrong tokens a minute, for the whole process and whoever sends them: an address proves nothing
 * behind proxies. While it is exhausted the right token waits too, or the limit would be none; the API itself, by
 * bearer token, goes on.
 */
export function createGuessLimit(mostWrongAMinute: number, now: () => number): GuessLimit {
  let wrongAtMs: number[] = [];
  return {
    waitBeforeGuessMs() {
      const nowMs = now();
      wrongAtMs = wrongAtMs.filter((at) => at > nowMs - MINUTE_MS && at <= nowMs);
      const [oldest] = wrongAtMs;
      if (oldest !== undefined && wrongAtMs.length >= mostWrongAMinute) return oldest + MINUTE_MS - nowMs;
      wrongAtMs.push(nowMs);
      return null;
    },
    wasRight() {
      wrongAtMs.pop();
    },
  };
}

export interface GuessLimit {
  /** Null when this client may guess, else ms until it may. */
  waitBeforeGuessMs(client: string): number | null;
  wasWrong(client: string): void;
}

export interface GuessBudgets {
  /** Wrong tokens a minute from one client. */
  mostOfOne: number;
  /** And from all together. */
  mostOfAll: number;
}

const MINUTE_MS = 60_000;
/** Clients that are remembered at once. */
const MOST_CLIENTS = 10_000;

/**
 * A client that has used up its own wrong tokens waits, and nobody with it. When all together have used up theirs, one
 * wrong token is all that a client has: whoever has the right one gets in, even in the midst of an attack. While a
 * client waits its right token waits too, or the limit would be none.
 */
export function createGuessLimit({ mostOfOne, mostOfAll }: GuessBudgets, now: () => number): GuessLimit {
  const byClient = new Map<string, number[]>();
  let ofAll: number[] = [];
  // A clock that was set back forgets what is yet to come.
  const ofLastMinute = (times: readonly number[]) =>
    times.filter((atMs) => atMs > now() - MINUTE_MS && atMs <= now());

  return {
    waitBeforeGuessMs(client) {
      const own = ofLastMinute(byClient.get(client) ?? []);
      const [oldest] = own;
      if (oldest === undefined) return null;
      ofAll = ofLastMinute(ofAll);
      const most = ofAll.length >= mostOfAll ? 1 : mostOfOne;
      return own.length >= most ? oldest + MINUTE_MS - now() : null;
    },
    wasWrong(client) {
      const own = ofLastMinute(byClient.get(client) ?? []);
      // At the end of the map: its first is the one that was wrong longest ago.
      byClient.delete(client);
      byClient.set(client, [...own, now()]);
      const [first] = byClient.keys();
      if (byClient.size > MOST_CLIENTS && first !== undefined) byClient.delete(first);
      ofAll = [...ofLastMinute(ofAll), now()].slice(-mostOfAll);
    },
  };
}

import { between, chanceOf } from '../../chance';
import { DatabaseLost } from '../../host/life';
import type { Tally } from '../../weather/tally';

type Call<T> = () => Promise<T>;

export interface Outages {
  /** `kill -9` of the server, should one still be due this day: true when it was killed. It is there again when this resolves. */
  kill(): Promise<boolean>;
  /** What fails while the server is away is the database's failure. */
  unlessAway<T>(name: string, call: Call<T>): Promise<T>;
  /** For a person, who comes again. */
  again<T>(name: string, call: Call<T>): Promise<T>;
}

/** Without `killServer` the server is left alone. */
export function drawOutages(
  seed: number,
  tally: Tally,
  killServer: (() => Promise<void>) | undefined,
): Outages {
  let due = killServer === undefined ? 0 : serverKillsOn(seed);
  let outages = 0;
  let back: Promise<void> | null = null;

  async function whenAway<T>(call: Call<T>, then: (error: unknown) => Promise<T>): Promise<T> {
    const before = outages;
    try {
      return await call();
    } catch (error) {
      if (before === outages) throw error;
      await back;
      return then(error);
    }
  }

  return {
    async kill() {
      if (due === 0 || back !== null || killServer === undefined) return false;
      due -= 1;
      outages += 1;
      tally.count('database servers killed');
      back = killServer();
      await back;
      // What was begun meanwhile ended with it.
      outages += 1;
      back = null;
      return true;
    },
    unlessAway: (name, call) =>
      whenAway(call, async (error) => {
        throw new DatabaseLost(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }),
    again: (_name, call) => whenAway(call, () => call()),
  };
}

/** On some days the server goes the first few times that a step is refused, and its connection the other times. */
function serverKillsOn(seed: number): number {
  const chance = chanceOf(seed, 'server-kills');
  return chance.chance(0.2) ? between(chance, 1, 3) : 0;
}

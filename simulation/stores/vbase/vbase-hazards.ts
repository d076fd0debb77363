import { between, chanceOf } from '../../chance';
import type { Hazards } from '../../host/database';
import type { Tally } from '../../weather/tally';
import { type Harm, underBlow } from './blow';

/** Of a step with fewer calls the blow comes too late, and does nothing. */
const MOST_CALLS = 16;

/**
 * What the simulation draws for a step befalls one of its calls. A step may survive it: after a write without an
 * answer it reads what became of it. `process` dies of a power cut.
 */
export function vbaseHazards(seed: number, tally: Tally, process: { onCut(): void }): Hazards {
  const chance = chanceOf(seed, 'blows');
  function under<T>(harm: Harm, step: () => Promise<T>): Promise<T> {
    const nth = between(chance, 1, chance.chance(0.5) ? 3 : MOST_CALLS);
    const fallen = () => tally.count(`calls of VBase: ${harm}`);
    return underBlow({ nth, harm, onlyWrites: chance.chance(0.5), fallen }, step);
  }
  return {
    refuse: (_name, step) => under('lost', step),
    hide: (_name, step) => under('unheard', step),
    dieWithin(step, die) {
      process.onCut = die;
      return under(chance.chance(0.5) ? 'cut' : 'cut-after', step);
    },
  };
}

import type { Pool } from 'pg';
import { between, chanceOf } from '../../chance';
import type { Hazards } from '../../host/database';
import type { Tally } from '../../weather/tally';
import { deathAt, endedAt, underBlow, unheard } from './blow';
import type { Outages } from './outages';

export interface PostgresHazardsOf {
  seed: number;
  tally: Tally;
  outside: Pool;
  killServer: Outages['kill'];
}

/** The most that a step takes: of a step with fewer the blow comes too late, and does nothing. */
const MOST_STATEMENTS = 7;

/** What the simulation draws for a step is done to the real server's connections. */
export function postgresHazards({ seed, tally, outside, killServer }: PostgresHazardsOf): Hazards {
  const chance = chanceOf(seed, 'blows');
  const nth = () => between(chance, 1, chance.chance(0.5) ? 1 : MOST_STATEMENTS);
  return {
    refuse: (name, step) => {
      const blow = endedAt(nth(), async ({ processID }) => {
        if (await killServer()) return;
        tally.count('connections ended within a step');
        await outside.query('select pg_terminate_backend($1, 5000)', [processID]);
      });
      return underBlow(name, blow, step);
    },
    hide: (name, step) => {
      const blow = unheard(() => tally.count('commits whose answer was lost'));
      return underBlow(name, blow, step);
    },
    dieWithin: (step, die) => {
      const blow = deathAt(nth(), chance.chance(0.3), () => {
        tally.count('processes killed within a step');
        die();
      });
      return underBlow('a step of a dead process', blow, step);
    },
  };
}

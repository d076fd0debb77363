import type { SettingStore } from '@holdfast/node/store/store';
import type { Pool } from 'pg';
import type { WatchedFacts } from '../metrics/watched-gauges';
import { createApiQueries } from '../postgres/queries/create-api-queries';
import { countLostUnits } from '../postgres/queries/lost-units';
import { readPace } from '../postgres/queries/pace';

/** The overview's facts, and what only numbers are wanted of. */
export function watchedFacts(
  pool: Pool,
  account: string,
  store: Pick<SettingStore, 'setting'>,
): () => Promise<WatchedFacts> {
  const queries = createApiQueries({ pool, account, store, now: Date.now });
  return async () => {
    const [overview, pace, lostUnits] = await Promise.all([
      queries.overview(),
      readPace(pool, account),
      countLostUnits(pool, account),
    ]);
    return { overview, pace, lostUnits };
  };
}

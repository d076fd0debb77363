import type { OverviewFacts } from '@holdfast/node/api/ports';
import type { Reader } from './query-parts';

interface RemovalRow {
  executed: number;
  units: number;
  last_at: Date | null;
  protected: number;
}

/**
 * What was done so far. `protectedReservations` counts, over every proven update, the acknowledged
 * reservations of open orders that it kept: each is one that an update sent in the usual way would have lost.
 */
export async function readRemovalFacts(pool: Reader, account: string): Promise<OverviewFacts['removals']> {
  const { rows } = await pool.query<RemovalRow>(
    `select count(*)::int as executed,
            coalesce(sum((result ->> 'removedQuantity')::int), 0)::int as units,
            max(updated_at) as last_at,
            coalesce(sum(jsonb_array_length(jsonb_path_query_array(gate,
              '$.kept[*] ? (@.because == "open" || @.because == "unreadable")'))), 0)::int as protected
     from holdfast.plans where account = $1 and state = 'executed' and result ->> 'kind' = 'proven'`,
    [account],
  );
  const [row] = rows;
  return {
    executed: row?.executed ?? 0,
    units: row?.units ?? 0,
    lastAtMs: row?.last_at?.getTime() ?? null,
    protectedReservations: row?.protected ?? 0,
  };
}

import type { Reader } from './query-parts';

export interface OutboxFacts {
  pending: number;
  parked: number;
  oldestPendingAtMs: number | null;
}

/** What still has to reach the ERP; reads only deliveries that are not accepted. */
export async function readOutboxFacts(pool: Reader, account: string): Promise<OutboxFacts> {
  const { rows } = await pool.query<{ pending: number; parked: number; oldest: Date | null }>(
    `select (select count(*)::int from holdfast.deliveries where account = $1 and state = 'pending') as pending,
            (select count(*)::int from holdfast.deliveries where account = $1 and state = 'parked') as parked,
            (select min(created_at) from holdfast.deliveries where account = $1 and state = 'pending') as oldest`,
    [account],
  );
  const [row] = rows;
  return {
    pending: row?.pending ?? 0,
    parked: row?.parked ?? 0,
    oldestPendingAtMs: row?.oldest?.getTime() ?? null,
  };
}

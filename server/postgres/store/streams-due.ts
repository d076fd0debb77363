import type { Database } from './database';

/** Streams whose oldest delivery not accepted is pending and due; a parked one in front stops its stream. No lock: a hint. */
export async function streamsDue(
  { pool, account }: Database,
  nowMs: number,
  limit: number,
): Promise<string[]> {
  const { rows } = await pool.query<{ stream: string }>(
    `select d.stream from holdfast.deliveries d
     where d.account = $1 and d.state = 'pending' and d.next_attempt_at <= $2
       and not exists (select from holdfast.deliveries e where e.account = $1 and e.stream = d.stream
         and e.sequence < d.sequence and e.state <> 'accepted')
     order by d.next_attempt_at, d.sequence limit $3`,
    [account, new Date(nowMs), limit],
  );
  return rows.map((row) => row.stream);
}

import type { ByStatus } from '@holdfast/node/api/schemas/reservation';
import type { Reader } from './query-parts';

/** Every reservation ever recorded, by status: read from the index alone, but all of it. */
export async function countReservations(pool: Reader, account: string): Promise<ByStatus> {
  const { rows } = await pool.query<{ by_status: ByStatus | null }>(
    `select jsonb_object_agg(status, n) as by_status from (
       select status, count(*) as n from holdfast.reservations where account = $1 group by status) as c`,
    [account],
  );
  return rows[0]?.by_status ?? {};
}

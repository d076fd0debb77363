import { AWAITS_REMOVAL } from '../store/reservation-over';
import type { Reader } from './query-parts';

/**
 * Reservations that an update sent in the usual way would discard if it were sent now: acknowledged and open (in
 * part invoiced is open; a lost one has nothing left to discard), where something settled waits to be removed.
 */
export async function countProtected(pool: Reader, account: string): Promise<number> {
  const { rows } = await pool.query<{ protected: number }>(PROTECTED, [account]);
  return rows[0]?.protected ?? 0;
}

export const PROTECTED = `
  select count(*)::int as protected from holdfast.reservations as o
  where o.account = $1 and o.status = 'acknowledged' and o.lost_at is null
    and (o.sku_id, o.warehouse_id) in (
      select r.sku_id, r.warehouse_id from holdfast.reservations as r
      where r.account = $1 and ${AWAITS_REMOVAL} and r.was_acknowledged)`;

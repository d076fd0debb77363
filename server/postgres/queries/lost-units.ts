import type { Reader } from './query-parts';

/**
 * Units of reservations that VTEX let go although their goods are still owed, or have left without the total going
 * down: those of every `lost-reservation` that waits. Each reservation counts once.
 */
export async function countLostUnits(pool: Reader, account: string): Promise<number> {
  const { rows } = await pool.query<{ units: number }>(
    `select coalesce(sum(quantity), 0)::int as units from (
       select distinct r.lock_id, r.sku_id, r.warehouse_id, r.quantity
       from holdfast.plans p
       cross join jsonb_array_elements(p.gate -> 'attentions') as attention
       cross join jsonb_array_elements_text(attention -> 'lockIds') as lock(id)
       join holdfast.reservations r on r.account = p.account and r.lock_id = lock.id
         and r.sku_id = p.sku_id and r.warehouse_id = p.warehouse_id
       where p.account = $1 and p.state in ('proposed', 'approved', 'executing')
         and attention ->> 'reason' = 'lost-reservation'
     ) as lost`,
    [account],
  );
  return rows[0]?.units ?? 0;
}

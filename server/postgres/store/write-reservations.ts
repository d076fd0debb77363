import type { KnownReservation, ReservationChange } from '@holdfast/node/core/reservation/reservation';
import type { ClientBase } from 'pg';

/** Writes reservations as they now stand. The caller holds the locks of their orders. */
export async function writeReservations(
  client: ClientBase,
  account: string,
  atMs: number,
  reservations: readonly KnownReservation[],
): Promise<void> {
  if (reservations.length === 0) return;
  await client.query(
    `insert into holdfast.reservations
       (account, lock_id, sku_id, warehouse_id, order_id, quantity, status, version, expires_at, acknowledged_at,
        was_acknowledged, was_seen_open, invoiced_at, deducted_quantity, lost_at, plan_id, held_as, part_of,
        left_quantity, is_told, updated_at)
     select $1, r."lockId", r."skuId", r."warehouseId", r."orderId", r."quantity", r."status", r."version",
            r."expiresAt", r."acknowledgedAt", r."wasAcknowledged", r."wasSeenOpen", r."invoicedAt",
            r."deductedQuantity", r."lostAt", r."planId", r."heldAs", r."partOf", r."leftQuantity", r."isTold", $2
     from jsonb_to_recordset($3::jsonb) as r("lockId" text, "skuId" text, "warehouseId" text, "orderId" text,
       "quantity" int, "status" text, "version" int, "expiresAt" text, "acknowledgedAt" text,
       "wasAcknowledged" boolean, "wasSeenOpen" boolean, "invoicedAt" text, "deductedQuantity" int, "lostAt" text,
       "planId" text, "heldAs" text, "partOf" text, "leftQuantity" int, "isTold" boolean)
     on conflict (account, lock_id, sku_id, warehouse_id, order_id) do update set
       quantity = excluded.quantity, status = excluded.status,
       version = excluded.version, expires_at = excluded.expires_at, acknowledged_at = excluded.acknowledged_at,
       was_acknowledged = excluded.was_acknowledged, was_seen_open = excluded.was_seen_open,
       invoiced_at = excluded.invoiced_at, deducted_quantity = excluded.deducted_quantity,
       lost_at = excluded.lost_at, plan_id = excluded.plan_id, held_as = excluded.held_as,
       part_of = excluded.part_of, left_quantity = excluded.left_quantity, is_told = excluded.is_told,
       updated_at = case when holdfast.reservations.status = excluded.status
         then holdfast.reservations.updated_at else excluded.updated_at end`,
    [account, new Date(atMs), JSON.stringify(reservations)],
  );
}

/** Appends steps. A version that is there already is a bug of the caller and throws. */
export async function writeChanges(
  client: ClientBase,
  account: string,
  atMs: number,
  changes: readonly ReservationChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await client.query(
    `insert into holdfast.reservation_changes
       (account, lock_id, sku_id, warehouse_id, version, order_id, quantity, status, previous_status, expires_at,
        occurred_at, recorded_at)
     select $1, c."lockId", c."skuId", c."warehouseId", c."version", c."orderId", c."quantity", c."status",
            c."previousStatus", c."expiresAt", c."occurredAt", $2
     from jsonb_to_recordset($3::jsonb) as c("lockId" text, "skuId" text, "warehouseId" text, "version" int,
       "orderId" text, "quantity" int, "status" text, "previousStatus" text, "expiresAt" text, "occurredAt" text)`,
    [account, new Date(atMs), JSON.stringify(changes)],
  );
}

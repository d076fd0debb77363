-- Up Migration
-- What left is counted from the order, and an order's record knows more than before: how many units it was placed with,
-- where its locks are held, what left. Records of version 0.1.0 do not have that, and nobody runs it: they are dropped
-- here, with the plans made from them. The sweep, or `holdfast backfill`, reads the orders anew. The sync log stays.
truncate holdfast.orders, holdfast.reservations, holdfast.reservation_changes, holdfast.plans, holdfast.counts,
  holdfast.deliveries, holdfast.reconciliations, holdfast.reconciled_positions, holdfast.position_totals;

alter table holdfast.reservations
  add column held_as text not null,
  add column part_of text,
  add column left_quantity integer,
  add column is_told boolean not null,
  -- Recorded before its goods left.
  add column was_seen_open boolean not null,
  drop constraint reservations_pkey,
  -- Two orders may name one lock: a replaced order and its successor.
  add primary key (account, lock_id, sku_id, warehouse_id, order_id);
alter table holdfast.reservation_changes
  drop constraint reservation_changes_pkey,
  add primary key (account, lock_id, sku_id, warehouse_id, order_id, version);

-- Down Migration
alter table holdfast.reservation_changes
  drop constraint reservation_changes_pkey,
  add primary key (account, lock_id, sku_id, warehouse_id, version);
alter table holdfast.reservations
  drop constraint reservations_pkey,
  add primary key (account, lock_id, sku_id, warehouse_id),
  drop column was_seen_open,
  drop column is_told,
  drop column left_quantity,
  drop column part_of,
  drop column held_as;

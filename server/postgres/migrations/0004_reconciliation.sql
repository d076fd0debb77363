-- Up Migration
-- Comparisons of store, Holdfast and ERP; see docs/reconciliation.md.
create table holdfast.reconciliations (
  account text not null,
  reconciliation_id text not null,
  state text not null,
  started_at timestamptz not null,
  -- node/reconciliation/reports Report, without its lines; and the lines.
  summary jsonb not null,
  lines jsonb not null,
  sequence bigint generated always as identity,
  primary key (account, reconciliation_id)
);
create index reconciliations_by_sequence on holdfast.reconciliations (account, sequence);

-- How the books of a position stood when they were compared last.
create table holdfast.reconciled_positions (
  account text not null,
  sku_id text not null,
  warehouse_id text not null,
  opening jsonb not null,
  compared_at timestamptz not null,
  primary key (account, sku_id, warehouse_id)
);

-- Positions where something acknowledged is still to leave, which the sweep jumps to one by one.
create index reservations_open on holdfast.reservations (account, sku_id, warehouse_id)
  where status = 'acknowledged';
-- Plans that carried a count, and updates that were read back.
create index plans_of_count on holdfast.plans (account, sku_id, warehouse_id, count_reference, sequence desc)
  where count_reference is not null;
create index plans_read_back on holdfast.plans (account, sku_id, warehouse_id, updated_at desc)
  where intent is not null;

-- Down Migration
drop index holdfast.plans_read_back;
drop index holdfast.plans_of_count;
drop index holdfast.reservations_open;
drop table holdfast.reconciled_positions;
drop table holdfast.reconciliations;

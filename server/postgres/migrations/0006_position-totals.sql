-- Up Migration
-- VTEX's total of each position as it was read last.
create table holdfast.position_totals (
  account text not null,
  sku_id text not null,
  warehouse_id text not null,
  total bigint not null,
  primary key (account, sku_id, warehouse_id)
);

-- Down Migration
drop table holdfast.position_totals;

-- Up Migration
-- What a system wrote as if to VTEX, beside the number: who wrote it, what it means, and what else it named.
alter table holdfast.counts add column claim jsonb;

-- How many writes a position has taken through the gateway: half of its ETag.
create table holdfast.gateway_writes (
  account text not null,
  sku_id text not null,
  warehouse_id text not null,
  writes bigint not null,
  primary key (account, sku_id, warehouse_id)
);

-- Down Migration
drop table holdfast.gateway_writes;
alter table holdfast.counts drop column claim;

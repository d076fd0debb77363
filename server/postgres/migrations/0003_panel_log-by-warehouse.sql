-- Up Migration
-- The panel filters the log by warehouse alone: of one with few lines, or none, the whole log was read. Built on
-- nothing that may be large (`only`), so that applying it takes no time: the partitions of the days to come get it
-- when they are made, and those of the past, which have none, are dropped by the retention.
create index sync_log_by_warehouse on only holdfast.sync_log (account, warehouse_id, at)
  where warehouse_id is not null;
-- The default partition holds only what came while its day had none.
create index sync_log_rest_by_warehouse on holdfast.sync_log_rest (account, warehouse_id, at)
  where warehouse_id is not null;
alter index holdfast.sync_log_by_warehouse attach partition holdfast.sync_log_rest_by_warehouse;

-- Down Migration
drop index holdfast.sync_log_by_warehouse;

-- Up Migration
-- What a line says in parts, for the panel's languages; null for notifications, by far the most rows. Without a
-- default, so that adding it to a partitioned table rewrites nothing.
alter table holdfast.sync_log add column said jsonb;

-- Down Migration
alter table holdfast.sync_log drop column said;

-- Up Migration
-- Whether a reservation was recorded before its goods left. Null in what was recorded before: then its version, which
-- counted its steps, says it.
alter table holdfast.reservations add column was_seen_open boolean;

-- Down Migration
alter table holdfast.reservations drop column was_seen_open;

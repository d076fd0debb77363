-- Up Migration
-- The pace of each VTEX endpoint of an account, agreed on by all its processes. One row is one token bucket:
-- everything before next_free_at is given out. Updated in place a few times a second, hence the fillfactor.
create table holdfast.rate_limits (
  account text not null,
  -- `GET /api/oms/pvt/orders/{orderId}`
  endpoint text not null,
  rate_per_second double precision not null,
  next_free_at timestamptz not null,
  -- A 429 stands until then.
  blocked_until timestamptz not null default '-infinity',
  -- The lease given out last, for the statement that gives it to return it.
  lease_permits integer not null default 0,
  lease_starts_at timestamptz not null,
  primary key (account, endpoint)
) with (fillfactor = 50);

-- Down Migration
drop table holdfast.rate_limits;

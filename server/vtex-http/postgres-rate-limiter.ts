import { createLeasedRateLimiter } from '@holdfast/node/clients/vtex/leased-rate-limiter';
import { PACE } from '@holdfast/node/clients/vtex/rate-limit';
import type { PaceBook, RateLimiter } from '@holdfast/node/clients/vtex/rate-limiter';
import type { Pool } from 'pg';

/**
 * `leaseOf` of node/clients/vtex/rate-limit in one statement: in `do update set` every `r.` is the row as it
 * was, so all four new values come from the same old rate. Times are the database's own clock, which all
 * processes share; `$6` replaces it in tests.
 */
const LEASE = `
insert into holdfast.rate_limits as r
  (account, endpoint, rate_per_second, lease_permits, lease_starts_at, next_free_at)
select $1, $2, $3::float8, least($4::int, floor($3::float8 / 2)::int), c.now,
       c.now + make_interval(secs => least($4::int, floor($3::float8 / 2)) / $3::float8)
from (select coalesce($6::timestamptz, clock_timestamp()) as now) as c
on conflict (account, endpoint) do update set
  rate_per_second = least($7::float8, r.rate_per_second + $5::float8 / r.rate_per_second),
  lease_permits = greatest(1, least($4::int, floor(r.rate_per_second / 2)::int)),
  lease_starts_at = greatest(r.next_free_at, r.blocked_until, excluded.lease_starts_at),
  next_free_at = greatest(r.next_free_at, r.blocked_until, excluded.lease_starts_at)
    + make_interval(secs => greatest(1, least($4::int, floor(r.rate_per_second / 2))) / r.rate_per_second)
returning lease_permits as permits,
  extract(epoch from lease_starts_at - coalesce($6::timestamptz, clock_timestamp()))::float8 * 1000 as starts_in_ms`;

/** `cutPace` in one statement. */
const CUT = `
insert into holdfast.rate_limits as r
  (account, endpoint, rate_per_second, lease_starts_at, next_free_at, blocked_until)
select $1, $2, $3::float8 / 2, c.now, c.now, c.now + make_interval(secs => $5::float8 / 1000)
from (select coalesce($6::timestamptz, clock_timestamp()) as now) as c
on conflict (account, endpoint) do update set
  rate_per_second = case when r.blocked_until > excluded.next_free_at then r.rate_per_second
    else greatest($4::float8, r.rate_per_second / 2) end,
  blocked_until = greatest(r.blocked_until, excluded.blocked_until)`;

export interface PostgresPaceBookOptions {
  pool: Pick<Pool, 'query'>;
  account: string;
  /** Epoch ms; only for tests: processes must not bring clocks of their own. */
  now?: () => number;
}

export function createPostgresPaceBook({ pool, account, now }: PostgresPaceBookOptions): PaceBook {
  const clock = () => (now ? new Date(now()) : null);
  const { startPerSecond, maxPermits, maxPerSecond, minPerSecond } = PACE;
  return {
    async lease(endpoint, successes) {
      const values = [account, endpoint, startPerSecond, maxPermits, successes, clock(), maxPerSecond];
      const { rows } = await pool.query<{ permits: number; starts_in_ms: number }>(LEASE, values);
      const [row] = rows;
      if (!row) throw new Error(`no lease of ${endpoint}: the statement gave no row`);
      return { permits: row.permits, startsInMs: Math.max(0, row.starts_in_ms) };
    },
    async cut(endpoint, retryAfterMs) {
      await pool.query(CUT, [account, endpoint, startPerSecond, minPerSecond, retryAfterMs, clock()]);
    },
  };
}

/** The rate limit of an account, shared by all processes on its database. `now` is this process's epoch ms. */
export function createPostgresRateLimiter(
  pool: Pick<Pool, 'query'>,
  account: string,
  now: () => number,
): RateLimiter {
  return createLeasedRateLimiter(createPostgresPaceBook({ pool, account }), now);
}

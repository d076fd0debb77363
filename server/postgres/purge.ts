import { FINAL } from '@holdfast/node/core/plan/plan-state';
import type { Pool } from 'pg';
import { words } from './store/words';

export interface PurgeOptions {
  pool: Pool;
  /** Another account of the same database may keep its own for longer. */
  account: string;
  /** Epoch ms. */
  now(): number;
  retentionDays: number;
  /** Rows of one statement: small enough that nobody waits for its locks. */
  batch?: number;
  /** Statements of one run and table; what is left is for the next run. */
  batches?: number;
}

const DAY_MS = 86_400_000;

/** What is thrown away, with the condition that makes it old: `$1` is the instant, `$2` the batch, `$3` the account. */
const OLD: Record<'deliveries' | 'plans' | 'counts' | 'orders' | 'reconciliations', string> = {
  deliveries: `delete from holdfast.deliveries d where d.ctid in (
    select ctid from holdfast.deliveries where account = $3 and state = 'accepted' and accepted_at < $1
    limit $2 for update skip locked)`,
  plans: `delete from holdfast.plans p where p.ctid in (
    select ctid from holdfast.plans where account = $3 and state in ${words(FINAL)} and updated_at < $1
    limit $2 for update skip locked)`,
  // A reference is recognised for as long as its count is kept.
  counts: `delete from holdfast.counts c where c.ctid in (
    select ctid from holdfast.counts where account = $3 and received_at < $1
    limit $2 for update skip locked)`,
  // Over is judged again by the row itself: an order that came back to life meanwhile is locked and skipped.
  orders: `with gone as (
      delete from holdfast.orders o where o.ctid in (
        select ctid from holdfast.orders where account = $3 and is_over and read_at < $1 limit $2 for update skip locked)
      returning account, order_id),
    reservations as (
      delete from holdfast.reservations r using gone
      where r.account = gone.account and r.order_id = gone.order_id),
    changes as (
      delete from holdfast.reservation_changes c using gone
      where c.account = gone.account and c.order_id = gone.order_id)
    select from gone`,
  reconciliations: `delete from holdfast.reconciliations c where c.ctid in (
    select ctid from holdfast.reconciliations where account = $3 and started_at < $1
    limit $2 for update skip locked)`,
};

/**
 * Deletes what has been over for longer than the retention: accepted deliveries, closed plans, counts, reports, and orders
 * none of whose reservations can change. In bounded batches; rows at work are left for the next run.
 */
export async function purge(options: PurgeOptions): Promise<Record<keyof typeof OLD, number>> {
  const before = new Date(options.now() - options.retentionDays * DAY_MS);
  return {
    deliveries: await purgeTable(options, OLD.deliveries, before),
    // Before the plans: a count whose plan is gone would look like one that nobody has planned yet.
    counts: await purgeTable(options, OLD.counts, before),
    plans: await purgeTable(options, OLD.plans, before),
    orders: await purgeTable(options, OLD.orders, before),
    reconciliations: await purgeTable(options, OLD.reconciliations, before),
  };
}

async function purgeTable(
  { pool, account, batch = 1_000, batches = 100 }: PurgeOptions,
  text: string,
  before: Date,
): Promise<number> {
  let total = 0;
  for (let run = 0; run < batches; run++) {
    const { rowCount } = await pool.query(text, [before, batch, account]);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < batch) break;
  }
  return total;
}

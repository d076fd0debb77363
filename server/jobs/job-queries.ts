import { createHash } from 'node:crypto';
import type { OrderId } from '@holdfast/node/core/id';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { Pool } from 'pg';
import { type Task, taskName } from './task-names';

/**
 * Events of one order come in pairs (`payment-approved` with `authorize-fulfillment`, a change with its repeat),
 * and what VTEX answers may lag behind its event by a moment. A look this much later sees both, in one call.
 */
export const PAIR_WAIT_MS = 1_000;

/** How long the hook's word for an id counts for nothing after VTEX did not know it; the feed's always counts. */
const UNKNOWN_FOR_MS = 60_000;

/**
 * One pending job per order: later events fold into it and do not put it off. A job that already runs keeps its
 * place and a new one is added beside it, since what it read may be older than the event (Graphile's job key,
 * mode `replace`; its mode `preserve_run_at` would let an event wait for a look that was put off for an hour). Since
 * when an order is not found goes on counting.
 *
 * Whoever has the hook's key can make ids up. One that is neither on record nor named by VTEX itself (`sureIds`) is a
 * new order's job, which has a few workers of its own; and when it was not found up to its last look, it is left alone
 * for a minute.
 */
export async function addOrderJobs(
  pool: Pool,
  account: string,
  orderIds: readonly OrderId[],
  sureIds: readonly OrderId[] = [],
): Promise<void> {
  if (orderIds.length === 0) return;
  await pool.query({
    name: 'holdfast-add-order-jobs',
    text: `
      select count(*) from graphile_worker.add_jobs(array(
        select row(case when is_sure or is_known then $1::text else $5::text end, json_strip_nulls(json_build_object(
            'account', $2::text, 'orderId', o.id, 'missingSinceMs', waiting."missingSinceMs",
            'isSure', nullif(is_sure, false))), null,
          least(now() + make_interval(secs => $4::float8 / 1000), waiting.run_at),
          null, o.key, null, null)::graphile_worker.job_spec
        from (select distinct id, 'order:' || $2::text || ':' || id as key from unnest($3::text[]) as id) as o
        left join lateral (
          select j.run_at, p.payload->'missingSinceMs' as "missingSinceMs", p.payload->>'isSure' as "isSure"
          from graphile_worker.jobs as j join graphile_worker._private_jobs as p on p.id = j.id
          where j.key = o.key and j.locked_at is null
        ) as waiting on true
        cross join lateral (
          select o.id = any($6::text[]) or waiting."isSure" is not null as is_sure,
            exists (select from holdfast.orders where account = $2::text and order_id = o.id) as is_known
        ) as trust
        where is_sure or is_known or waiting.run_at is not null or not exists (
          select from holdfast.sync_log as l where l.account = $2::text and l.order_id = o.id
            and l.kind = 'order' and l.outcome = 'nothing' and l.said->0->>'id' = 'order.unknown'
            and l.at > now() - make_interval(secs => $7::float8 / 1000))))`,
    values: [
      taskName('look-at-order', account),
      account,
      orderIds,
      PAIR_WAIT_MS,
      taskName('look-at-new-order', account),
      sureIds,
      UNKNOWN_FOR_MS,
    ],
  });
}

/** Orders that wait to be looked at now. */
export async function countOrderJobs(pool: Pool, account: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from graphile_worker.jobs
     where task_identifier = any($1) and locked_at is null and run_at <= now()`,
    [[taskName('look-at-order', account), taskName('look-at-orders', account)]],
  );
  return rows[0]?.count ?? 0;
}

export function orderJobKey(account: string, orderId: OrderId): string {
  return `order:${account}:${orderId}`;
}

/** Graphile refuses longer ones (`jobs_key_check`). */
const LONGEST_JOB_KEY = 512;

/** A key of any length: one that is too long ends in its digest. */
export function jobKey(text: string): string {
  if (text.length <= LONGEST_JOB_KEY) return text;
  const digest = createHash('sha256').update(text).digest('hex');
  return `${text.slice(0, LONGEST_JOB_KEY - digest.length - 1)}#${digest}`;
}

export interface KeyedJob {
  task: Task;
  account: string;
  /** One job of a key waits at a time. */
  key: string;
  /** A record replaces the waiting job's; lists are joined, so that no request folded into it is forgotten. */
  payload: object;
  notBeforeMs: number;
}

/**
 * Asks for a keyed job no later than the given time. An earlier request already waiting keeps its time (a
 * stream of events must not push it off for ever) and a later one is brought forward; neither of Graphile's
 * own modes does both. The lock makes reading the waiting job's time and replacing it one step.
 */
export async function addJobNoLaterThan(pool: Pool, job: KeyedJob): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [job.key]);
    await client.query({
      name: 'holdfast-add-job-no-later-than',
      text: `
        select graphile_worker.add_job($1, $2::json, run_at => least($3::timestamptz, (
          select run_at from graphile_worker.jobs where key = $4 and locked_at is null)), job_key => $4)`,
      values: [
        taskName(job.task, job.account),
        JSON.stringify(job.payload),
        instantOfMs(job.notBeforeMs),
        job.key,
      ],
    });
    await client.query('commit');
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Whether a job of these tasks, which anybody may take, has been due for so long. */
export async function isWorkWaiting(
  pool: Pool,
  tasks: readonly string[],
  dueForMs: number,
): Promise<boolean> {
  const { rows } = await pool.query<{ waits: boolean }>(
    `select exists (
       select from graphile_worker.jobs
       where task_identifier = any($1) and locked_at is null and attempts < max_attempts
         and run_at < now() - make_interval(secs => $2::float8 / 1000)) as waits`,
    [tasks, dueForMs],
  );
  return rows[0]?.waits === true;
}

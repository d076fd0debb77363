import type { Overview } from '@holdfast/node/api/schemas/overview';
import type { Reader } from './query-parts';

export interface RecentFacts {
  lastEventAtMs: number | null;
  lastAttempt: Overview['erp']['lastAttempt'];
  errorsLastHour: number;
}

interface RecentRow {
  last_event_at: Date | null;
  errors: number;
  attempt: {
    at: Date;
    outcome: NonNullable<Overview['erp']['lastAttempt']>['outcome'];
    message: string;
  } | null;
}

/**
 * What the sync log says about now: three short walks of its indexes. The last event is looked for within a
 * day, so that a store without events does not have its whole log read.
 */
export async function readRecentFacts(pool: Reader, account: string, nowMs: number): Promise<RecentFacts> {
  const { rows } = await pool.query<RecentRow>(RECENT, [account, new Date(nowMs)]);
  const [row] = rows;
  return {
    lastEventAtMs: row?.last_event_at?.getTime() ?? null,
    errorsLastHour: row?.errors ?? 0,
    lastAttempt: row?.attempt ? { ...row.attempt, at: new Date(row.attempt.at).toISOString() } : null,
  };
}

export const RECENT = `
  select
    (select at from holdfast.sync_log where account = $1 and kind = 'notification'
       and at > $2::timestamptz - interval '1 day' order by at desc limit 1) as last_event_at,
    (select count(*)::int from holdfast.sync_log where account = $1 and outcome in ('failed', 'parked')
       and kind <> 'failure' and at > $2::timestamptz - interval '1 hour')
    + (select count(*)::int from holdfast.sync_log where account = $1 and kind = 'failure'
       and at > $2::timestamptz - interval '1 hour') as errors,
    (select json_build_object('at', l.at, 'outcome', l.outcome, 'message', l.message) from (
       select at, outcome, message from holdfast.sync_log where account = $1 and kind = 'delivery'
       order by at desc, id desc limit 1) as l) as attempt`;

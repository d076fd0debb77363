import type { Pool } from 'pg';
import { createGroupCommit, type GroupCommit } from '../ingest/group-commit';
import { createRushGauge } from '../ingest/make-way';
import { isRowFault } from '../ingest/row-fault';
import { commitNotifications } from '../jobs/commit-notifications';
import type { Log } from '../log/create-log';
import type { Metrics } from '../metrics/create-metrics';

/** A few seconds of work at full speed: what waits longer is answered too late for VTEX anyway. */
const MAX_WAITING = 20_000;
const MAX_BATCH = 500;
/**
 * Transactions at once. With a second one each commit carries half as many notifications, and what a commit
 * costs by itself (the job, the plans of its statements) is paid twice as often.
 */
const LANES = 1;

export interface IntakeOptions {
  pool: Pool;
  account: string;
  log: Log;
  /** Asked when there is something to measure: the metrics in turn ask the intake how many wait. */
  metrics(): Metrics;
  now(): number;
}

export interface Intake extends GroupCommit {
  /** So many arrive that other work should wait. */
  isRush(): boolean;
}

export function createIntake({ pool, account, log, metrics, now }: IntakeOptions): Intake {
  const gauge = createRushGauge(now);
  const group = createGroupCommit({
    commit: commitNotifications(pool, account),
    isRowFault,
    maxWaiting: MAX_WAITING,
    maxBatch: MAX_BATCH,
    lanes: LANES,
    onFlush({ rows, durationMs }) {
      const { flushRows, flushSeconds } = metrics();
      flushRows.observe(rows);
      flushSeconds.observe(durationMs / 1000);
      gauge.sawCommit(rows);
    },
    onFailure: (error, rows) =>
      log.error({ err: error, rows }, 'Notifications could not be saved; VTEX sends them again.'),
    now,
  });
  return { ...group, isRush: gauge.isRush };
}

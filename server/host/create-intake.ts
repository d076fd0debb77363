import type { Pool } from 'pg';
import { commitNotifications } from '../ingest/commit-notifications';
import { createGroupCommit, type GroupCommit } from '../ingest/group-commit';
import { isRowFault } from '../ingest/row-fault';
import type { Log } from '../log/create-log';
import type { Metrics } from '../metrics/create-metrics';

/** A few seconds of work at full speed: what waits longer is answered too late for VTEX anyway. */
const MAX_WAITING = 20_000;
const MAX_BATCH = 500;
/** As many as the intake's pool has connections. */
const LANES = 2;

export interface IntakeOptions {
  pool: Pool;
  account: string;
  log: Log;
  /** Asked when there is something to measure: the metrics in turn ask the intake how many wait. */
  metrics(): Metrics;
  now(): number;
}

export function createIntake({ pool, account, log, metrics, now }: IntakeOptions): GroupCommit {
  return createGroupCommit({
    commit: commitNotifications(pool, account, now),
    isRowFault,
    maxWaiting: MAX_WAITING,
    maxBatch: MAX_BATCH,
    lanes: LANES,
    onFlush({ rows, durationMs }) {
      const { flushRows, flushSeconds } = metrics();
      flushRows.observe(rows);
      flushSeconds.observe(durationMs / 1000);
    },
    onFailure: (error, rows) =>
      log.error({ err: error, rows }, 'Notifications could not be saved; VTEX sends them again.'),
    now,
  });
}

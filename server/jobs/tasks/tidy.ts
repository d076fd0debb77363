import type { JobEnd } from '../job-edge';
import type { JobServices } from '../job-services';
import { rescueJobs } from '../rescue-jobs';

/** Hourly housekeeping of the tables that only grow. */
export async function tidy({ pool, account, log, retentionDays }: JobServices): Promise<JobEnd> {
  const { rowCount: logRows } = await pool.query(
    'delete from holdfast.sync_log where account = $1 and at < now() - make_interval(days => $2)',
    [account, retentionDays],
  );
  const rescued = await rescueJobs(pool, account);
  log.debug({ logRows, rescued }, 'Tidied.');
  return 'done';
}

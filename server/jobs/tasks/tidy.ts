import { keepPartitions } from '../../postgres/partitions';
import { purge } from '../../postgres/purge';
import { forgetReplacedJobs } from '../forget-replaced';
import type { JobEnd } from '../job-edge';
import type { JobServices } from '../job-services';
import { rescueJobs } from '../rescue-jobs';

/** As long as every worker may be down without the log's rows falling into its default partition. */
const DAYS_AHEAD = 7;

/**
 * Housekeeping of what only grows, at start and every hour: days of the sync log (made ahead, dropped when too
 * old), finished work beyond its retention, the jobs of dead processes, and jobs that have a successor.
 */
export async function tidy({ pool, account, log, retentionDays, now }: JobServices): Promise<JobEnd> {
  const rescued = await rescueJobs(pool, account);
  const replaced = await forgetReplacedJobs(pool, account);
  const days = await keepPartitions({ pool, account, now, daysAhead: DAYS_AHEAD, retentionDays });
  const purged = await purge({ pool, account, now, retentionDays });
  log.debug({ days, purged, rescued, replaced }, 'Tidied.');
  return 'done';
}

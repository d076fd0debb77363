import type { OverviewFacts } from '@holdfast/node/api/ports';
import type { Reader } from './query-parts';

/** Plans that wait for a person, and removals that were read back and not as intended. */
export async function countWaitingPlans(
  pool: Reader,
  account: string,
): Promise<Pick<OverviewFacts, 'waitingForPerson' | 'failedRemovals'>> {
  const { rows } = await pool.query<{ waiting: number; failed: number }>(
    `select (select count(*)::int from holdfast.plans where account = $1 and state = 'proposed') as waiting,
            (select count(*)::int from holdfast.plans where account = $1 and state = 'failed') as failed`,
    [account],
  );
  return { waitingForPerson: rows[0]?.waiting ?? 0, failedRemovals: rows[0]?.failed ?? 0 };
}

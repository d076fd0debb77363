import type { ReconciliationList, ReconciliationSummary } from '../../api/types/reconciliation';
import { useClient } from '../../api/use-client';
import { useResource } from '../../loading/use-resource';

const EVERY_MS = 30_000;
/** A newer one may still run. */
const NEWEST = 5;

/**
 * The newest comparison of the books that got to its end; null without one, or on a host that keeps none. Undefined
 * while it is not known: before the first answer, when it cannot be read, and behind many that have not ended.
 */
export function useLastComparison(): ReconciliationSummary | null | undefined {
  const client = useClient();
  const { data, failure } = useResource(
    'last comparison',
    (signal) => client.get<ReconciliationList>('/reconciliations', { limit: NEWEST }, signal),
    { everyMs: EVERY_MS, isOptional: true },
  );
  if (data === null) return failure?.reason === 'not-found' ? null : undefined;
  const { reconciliations } = data;
  const last = reconciliations.find(({ state }) => state === 'done');
  return last ?? (reconciliations.length < NEWEST ? null : undefined);
}

import type { ReconciliationList, ReconciliationSummary } from '../../api/types/reconciliation';
import { useClient } from '../../api/use-client';
import { useResource } from '../../loading/use-resource';

const EVERY_MS = 30_000;
/** A newer one may still run. */
const NEWEST = 5;

/** The newest comparison of the books that got to its end; undefined until the host has answered, null without one. */
export function useLastComparison(): ReconciliationSummary | null | undefined {
  const client = useClient();
  const { data, failure } = useResource(
    'last comparison',
    (signal) => client.get<ReconciliationList>('/reconciliations', { limit: NEWEST }, signal),
    { everyMs: EVERY_MS, isOptional: true },
  );
  if (data === null) return failure === null ? undefined : null;
  return data.reconciliations.find(({ state }) => state === 'done') ?? null;
}

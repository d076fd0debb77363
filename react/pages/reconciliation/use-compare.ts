import type { ReconciliationSummary } from '../../api/types/reconciliation';
import { useClient } from '../../api/use-client';
import { useHost } from '../../host/host';
import { useAction } from '../../loading/use-action';
import { places } from '../../routing/places';

/** Begins a comparison and opens its page, which follows it. */
export function useCompare() {
  const client = useClient();
  const host = useHost();
  const { run, isBusy, failure } = useAction(() => client.post<ReconciliationSummary>('/reconciliations'));
  const begin = async () => {
    const outcome = await run(undefined);
    if (outcome.kind === 'answer') host.navigate(places.reconciliation(outcome.answer.reconciliationId));
  };
  return { begin, isBusy, failure };
}

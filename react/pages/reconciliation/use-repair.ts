import React from 'react';
import type { ReconciliationLine, Repairs } from '../../api/types/reconciliation';
import { useClient } from '../../api/use-client';
import { useAction } from '../../loading/use-action';

/**
 * Asks which lines to repair, and repairs them once that was confirmed. `changed` is called when the report has
 * the results.
 */
export function useRepair(reconciliationId: string, changed: () => void) {
  const client = useClient();
  /** What waits for the confirmation. */
  const [asked, setAsked] = React.useState<readonly ReconciliationLine[]>([]);
  const { run, answer, failure, isBusy } = useAction((body: object) =>
    client.post<Repairs>(`/reconciliations/${encodeURIComponent(reconciliationId)}/repair`, body),
  );
  const confirm = async (note: string) => {
    const positions = asked.map(({ skuId, warehouseId }) => ({ skuId, warehouseId }));
    await run({ positions, ...(note === '' ? {} : { note }) });
    setAsked([]);
    changed();
  };
  return { asked, ask: setAsked, confirm, answer, failure, isBusy };
}

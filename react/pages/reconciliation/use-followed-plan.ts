import React from 'react';
import type { Plan, PlanPage } from '../../api/types/plan';
import type { ReconciliationLine } from '../../api/types/reconciliation';
import type { PlanState } from '../../api/types/words';
import { useClient } from '../../api/use-client';
import { useResource } from '../../loading/use-resource';
import { isOver } from '../recommendations/decidable';

const EVERY_MS = 2000;
/** Newer ones of the same position may stand before it. */
const NEWEST = 10;
/** It may wait for a person for days, or be deleted by now: it is not looked for without end. */
const LOOKS_AT_MOST = 60;
const STATES: readonly PlanState[] = [
  'held',
  'proposed',
  'approved',
  'executing',
  'executed',
  'failed',
  'dismissed',
  'superseded',
];

/**
 * A recommendation of a position, read again until nothing more will happen to it; null while it is not there. It is
 * looked for in the list, since asking for one by its id before it is made is answered as an error.
 */
export function useFollowedPlan(
  { skuId, warehouseId }: Pick<ReconciliationLine, 'skuId' | 'warehouseId'>,
  planId: string,
): Plan | null {
  const client = useClient();
  const [looksLeft, setLooksLeft] = React.useState(LOOKS_AT_MOST);
  const { data, readAt } = useResource(
    `plans ${skuId} ${warehouseId} ${planId}`,
    (signal) =>
      client.get<PlanPage>('/recommendations', { skuId, warehouseId, state: STATES, limit: NEWEST }, signal),
    { everyMs: looksLeft > 0 ? EVERY_MS : null },
  );
  const plan = data?.recommendations.find((one) => one.planId === planId) ?? null;
  const isDone = plan !== null && isOver(plan);
  React.useEffect(() => {
    if (readAt !== null) setLooksLeft((before) => (isDone ? 0 : before - 1));
  }, [readAt, isDone]);
  return plan;
}

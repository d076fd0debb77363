import { z } from 'zod';
import { planViewOf } from '../../api/plan-view';
import { plan as planView } from '../../api/schemas/plan';
import type { Plan } from '../../store/plan';
import { entryOf } from './log-document';
import { searchKey } from './search-key';

/** The plan as the API shows it, with what the overview counts. */
const indexed = z.object({ plan: planView, createdAtMs: z.number(), openKept: z.number() });

export type IndexedPlan = z.infer<typeof indexed>;

export function planDocument(scope: string, plan: Plan): { id: string; fields: object } {
  const { position, gate, state, createdAtMs } = plan;
  const entry = { plan: planViewOf(plan), createdAtMs, openKept: openKept(plan) };
  return {
    id: searchKey(`${scope}/${plan.planId}`),
    fields: {
      scope: searchKey(scope),
      at: new Date(createdAtMs).toISOString(),
      kind: gate.kind,
      state,
      sku: searchKey(position.skuId),
      warehouse: searchKey(position.warehouseId),
      entry: JSON.stringify(indexed.parse(entry)),
    },
  };
}

export function indexedPlanOf(row: unknown): IndexedPlan | null {
  return entryOf(row, indexed);
}

/** Acknowledged reservations of open orders that the update kept: one sent in the usual way loses them. */
function openKept({ gate, state, result }: Plan): number {
  if (state !== 'executed' || result?.kind !== 'proven') return 0;
  return gate.kept.filter(({ because }) => because === 'open' || because === 'unreadable').length;
}

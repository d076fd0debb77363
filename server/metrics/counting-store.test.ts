import type { Plan } from '@holdfast/node/store/plan';
import type { RemovalConclusion, Store } from '@holdfast/node/store/store';
import { anId } from '../../test/builders/an-id';
import { countingStore } from './counting-store';
import { createMetrics } from './create-metrics';

const PLAN = { planId: 'p-1', gate: { kind: 'remove' }, state: 'approved' } as Plan;
const PROVEN = { result: { kind: 'proven' } } as RemovalConclusion;
const UNCLEAR = { result: { kind: 'unclear' } } as RemovalConclusion;

function watched(inner: Partial<Store>) {
  const metrics = createMetrics({ waitingNotifications: () => 0 });
  const page = async () =>
    (await metrics.registry.metrics())
      .split('\n')
      .filter((line) => /^holdfast_(plans|removals)_total/.test(line));
  return { store: countingStore(inner as Store, metrics), page };
}

test('a plan on record is counted, one that was not recorded is not', async () => {
  const { store, page } = watched({
    account: 'mystore',
    recordPlan: async ({ planId }) => {
      if (planId !== 'p-1') throw new Error('no database');
    },
  });
  await store.recordPlan(PLAN, { deliveries: [], log: [] });
  await expect(
    store.recordPlan({ ...PLAN, planId: anId('p-2') }, { deliveries: [], log: [] }),
  ).rejects.toThrow();
  expect(await page()).toEqual(['holdfast_plans_total{kind="remove",state="approved"} 1']);
  expect(store.account).toBe('mystore');
});

test('a removal counts once, as what was recorded, however often it was decided', async () => {
  const told = [UNCLEAR, PROVEN];
  const { store, page } = watched({
    concludeRemoval: async (planId, decide) => {
      if (planId === 'p-1') for (const _ of told) decide([]);
    },
  });
  let turn = 0;
  await store.concludeRemoval(anId('p-1'), () => told[turn++] ?? PROVEN);
  await store.concludeRemoval(anId('p-not-executing'), () => PROVEN);
  expect(await page()).toEqual(['holdfast_removals_total{result="proven"} 1']);
});

import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../../test/builders/an-id';
import { decision, reservation } from '../../test/store-contract/examples';
import type { Position } from '../core/position';
import { redispatchDue } from './redispatch-due';
import { sweep } from './sweep';
import { sweepOpenPositions } from './sweep-open-positions';

const NOW = Date.UTC(2026, 2, 1, 12);

async function world(open: readonly string[]) {
  const store = createMemoryStore({ account: 'acme', now: () => NOW });
  for (const skuId of open)
    await store.changeOrder(anId(`o-${skuId}`), () =>
      decision(`o-${skuId}`, {
        readAtMs: NOW,
        reservations: [reservation(`o-${skuId}`, { skuId: anId(skuId) })],
      }),
    );
  const planned: string[] = [];
  const dispatcher = {
    lookAtOrders: async () => undefined,
    planPosition: async ({ skuId }: Position, _atMs: number, trigger: string) =>
      void planned.push(`${skuId} ${trigger}`),
    deliver: async () => undefined,
  };
  const taken = () => planned.splice(0, planned.length).join(', ');
  return { services: { store, dispatcher, now: () => NOW }, taken };
}

test('every position with something open, and none without', async () => {
  const { services, taken } = await world(['a', 'b']);
  await services.store.changeOrder(anId('o-c'), () =>
    decision('o-c', { reservations: [reservation('o-c', { skuId: anId('c'), status: 'removed' })] }),
  );
  expect(await sweepOpenPositions(services)).toBe(2);
  expect(taken()).toBe('a sweep, b sweep');
  // Nothing that waits in our own record asks for them: only this does.
  await redispatchDue(services);
  expect(taken()).toBe('');
});

test('where there are more, each is looked at as often as the others', async () => {
  const { services, taken } = await world(['a', 'b', 'c']);
  const turns: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await sweepOpenPositions(services, 2);
    turns.push(taken());
  }
  expect(turns).toEqual(['a sweep, b sweep', 'c sweep, a sweep', 'b sweep, c sweep']);
});

test('fewer than one run looks at: each once a run', async () => {
  const { services, taken } = await world(['a', 'b']);
  for (let turn = 0; turn < 2; turn += 1) {
    await sweepOpenPositions(services, 5);
    expect(taken().split(', ').sort()).toEqual(['a sweep', 'b sweep']);
  }
});

test('the sweep does it, whatever the list of orders does', async () => {
  const { services, taken } = await world(['a']);
  await sweep({ ...services, vtex: { listOrders: async function* () {} } });
  expect(taken()).toContain('a sweep');
});

import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../../test/builders/an-id';
import { decision, delivery, plan, removal, START_MS } from '../../test/store-contract/examples';
import { type ReplayServices, replayDelivery, replayPage } from './replay-deliveries';

function openServices() {
  const store = createMemoryStore({ account: 'acme', now: () => START_MS });
  const asked: string[] = [];
  let ids = 0;
  const services: ReplayServices = {
    store,
    dispatcher: { deliver: async (stream) => void asked.push(stream) },
    now: () => START_MS,
    newId: () => `n${++ids}`,
  };
  const take = async (id: string) =>
    store.recordAttempt(id, {
      state: 'accepted',
      attempts: 1,
      nextAttemptAtMs: START_MS,
      lastError: null,
      log: [],
    });
  return { store, services, asked, take };
}

test('one goes to the end of its stream under a new id, otherwise as it was', async () => {
  const { store, services, asked, take } = openServices();
  const told = delivery('rsv:acme:L:s:w:n0:v7', 'order/o-1', { orderId: anId('o-1') });
  await store.changeOrder(anId('o-1'), () => decision('o-1', { deliveries: [told] }));
  expect(await replayDelivery(services, told.id, 'Ann')).toEqual({ kind: 'not-found' });
  await take(told.id);
  const id = 'rpl:n1:rsv:acme:L:s:w:n0:v7';
  expect(await replayDelivery(services, told.id, 'Ann')).toEqual({
    kind: 'replayed',
    id,
    stream: 'order/o-1',
  });
  expect(await store.nextDelivery('order/o-1')).toMatchObject({ ...told, id, state: 'pending' });
  expect(asked).toEqual(['order/o-1']);
  await take(id);
  expect(await replayDelivery(services, id, 'Ann')).toMatchObject({ id: 'rpl:n2:rsv:acme:L:s:w:n0:v7' });
});

test('a recommendation that newer ones have overtaken is not told again', async () => {
  const { store, services, take } = openServices();
  const recommended = delivery('rec:acme:p-1', 'position/p', {
    type: 'holdfast.removal.recommended',
    planId: anId('p-1'),
  });
  await store.recordPlan(plan('p-1', { gate: removal() }), { deliveries: [recommended], log: [] });
  await take(recommended.id);
  expect(await replayPage(services, {}, null, 'Ann')).toMatchObject({ replayed: 1, leftOut: 0 });
  await store.recordPlan(plan('p-2'), { deliveries: [], log: [] });
  expect(await replayPage(services, {}, null, 'Ann')).toMatchObject({ replayed: 0, leftOut: 1 });
  expect(await replayDelivery(services, recommended.id, 'Ann')).toEqual({ kind: 'overtaken' });
});

test('page by page all that is wanted is sent again, and nothing twice', async () => {
  const { store, services, asked, take } = openServices();
  const ids = Array.from({ length: 450 }, (_, index) => `d-${index}`);
  await store.changeOrder(anId('o-1'), () =>
    decision('o-1', { deliveries: ids.map((id, index) => delivery(id, `order/o-${index % 7}`)) }),
  );
  for (const id of ids) await take(id);
  let after: string | null = null;
  let replayed = 0;
  do {
    const page = await replayPage(services, { acceptedFromMs: START_MS }, after, 'Ann');
    replayed += page.replayed;
    after = page.next;
  } while (after !== null);
  expect(replayed).toBe(450);
  expect(new Set(asked).size).toBe(7);
  expect(await replayPage(services, { acceptedFromMs: START_MS + 1 }, null, 'Ann')).toMatchObject({
    replayed: 0,
    next: null,
  });
});

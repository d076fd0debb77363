import { eventId, replayId } from '@holdfast/node/core/erp-events/erp-event';
import { positionKey } from '@holdfast/node/core/position';
import type { WantedDeliveries } from '@holdfast/node/store/delivery';
import { anId } from '../builders/an-id';
import { decision, delivery, POSITION, plan, reservation, START_MS } from './examples';
import type { Contract } from './harness';

export function deliveryContract(contract: () => Contract): void {
  const queue = (...deliveries: ReturnType<typeof delivery>[]) =>
    contract().under.store.changeOrder(anId('o-1'), () => decision('o-1', { deliveries }));
  const attempt = (
    id: string,
    state: 'pending' | 'accepted' | 'parked',
    more: { nextAttemptAtMs?: number; attempts?: number } = {},
  ) =>
    contract().under.store.recordAttempt(id, {
      state,
      attempts: 1,
      nextAttemptAtMs: START_MS,
      lastError: null,
      log: [],
      ...more,
    });
  const next = async (stream: string) => (await contract().under.store.nextDelivery(stream))?.id;

  it('gives the oldest of a stream until it is accepted, then the next', async () => {
    await queue(delivery('a', 's-1'), delivery('x', 's-2'), delivery('b', 's-1'));
    await queue(delivery('c', 's-1'));
    expect(await next('s-1')).toBe('a');
    await attempt('a', 'pending');
    expect(await next('s-1')).toBe('a');
    await attempt('a', 'accepted');
    expect(await next('s-1')).toBe('b');
    await attempt('b', 'accepted');
    expect(await next('s-1')).toBe('c');
    await attempt('c', 'accepted');
    expect(await next('s-1')).toBeUndefined();
    expect(await next('s-2')).toBe('x');
  });

  it('gives back what was queued, and what became of it', async () => {
    const { store } = contract().under;
    const queued = delivery('a', 's-1', {
      orderId: anId('o-1'),
      skuId: anId('s'),
      warehouseId: anId('w'),
      planId: anId('p'),
    });
    await queue(queued);
    expect(await store.nextDelivery('s-1')).toMatchObject({
      ...queued,
      account: store.account,
      state: 'pending',
      attempts: 0,
      createdAtMs: START_MS,
      nextAttemptAtMs: START_MS,
      lastError: null,
    });
    const log = [
      { kind: 'delivery' as const, outcome: 'retry' as const, message: 'no answer', deliveryId: 'a' },
    ];
    await store.recordAttempt('a', {
      state: 'pending',
      attempts: 3,
      nextAttemptAtMs: START_MS + 9,
      lastError: 'time\u0000out',
      log,
    });
    expect(await store.nextDelivery('s-1')).toMatchObject({
      state: 'pending',
      attempts: 3,
      nextAttemptAtMs: START_MS + 9,
    });
    expect((await contract().under.logged()).map(({ deliveryId }) => deliveryId)).toEqual(['a']);
  });

  it('queues one delivery per id, and keeps what became of it', async () => {
    await queue(delivery('a', 's-1'), delivery('b', 's-1'));
    await attempt('a', 'accepted');
    await queue(delivery('a', 's-1'), delivery('b', 's-1', { data: { says: 'something else' } }));
    expect(await next('s-1')).toBe('b');
    expect((await contract().under.store.nextDelivery('s-1'))?.data).toEqual(delivery('b', 's-1').data);
  });

  it('keeps an accepted delivery accepted', async () => {
    await queue(delivery('a', 's-1'));
    await attempt('a', 'accepted');
    await attempt('a', 'pending');
    expect(await next('s-1')).toBeUndefined();
    expect(await contract().under.store.streamsDue(START_MS + 99, 9)).toEqual([]);
  });

  it('names streams that are due; one that is parked, or waits, holds up its own stream only', async () => {
    const { store } = contract().under;
    await queue(
      delivery('p', 'parked'),
      delivery('p2', 'parked'),
      delivery('w', 'waiting'),
      delivery('w2', 'waiting'),
      delivery('d', 'due'),
      delivery('d2', 'due'),
    );
    await attempt('p', 'parked');
    await attempt('w', 'pending', { nextAttemptAtMs: START_MS + 50 });
    expect(await store.streamsDue(START_MS, 10)).toEqual(['due']);
    expect(await store.streamsDue(START_MS + 50, 10)).toEqual(['due', 'waiting']);
    expect(await store.streamsDue(START_MS + 50, 1)).toEqual(['due']);
    expect(await next('parked')).toBe('p');
    await attempt('p', 'pending', { nextAttemptAtMs: START_MS - 1 });
    expect(await store.streamsDue(START_MS, 10)).toEqual(['parked', 'due']);
  });

  const wantedIds = async (wanted: WantedDeliveries) => {
    const { store } = contract().under;
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.acceptedDeliveries>> = await store.acceptedDeliveries(
        wanted,
        after,
        2,
      );
      ids.push(...page.deliveries.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return ids;
  };

  it('shows what was accepted, page by page and each stream in its order, by everything one may ask for', async () => {
    const { clock } = contract();
    const own = 'order/o-1';
    const stock = 'holdfast.stock.reconciled';
    await queue(
      delivery('a', own, { orderId: anId('o-1'), skuId: anId('s1'), warehouseId: anId('w1') }),
      delivery('b', own, { orderId: anId('o-1'), skuId: anId('s2'), warehouseId: anId('w1') }),
      delivery('c', own, { orderId: anId('o-1'), skuId: anId('s2'), warehouseId: anId('w2') }),
      delivery('late', own, { orderId: anId('o-1') }),
      delivery('not-yet', own, { orderId: anId('o-1') }),
      delivery('n', `position/${positionKey(POSITION)}`, { ...POSITION, type: stock }),
    );
    for (const id of ['a', 'b', 'c', 'n']) await attempt(id, 'accepted');
    clock.nowMs = START_MS + 60_000;
    await attempt('late', 'accepted', { nextAttemptAtMs: clock.nowMs });
    expect((await wantedIds({})).filter((id) => id !== 'n')).toEqual(['a', 'b', 'c', 'late']);
    expect((await wantedIds({})).filter((id) => id === 'n')).toHaveLength(1);
    expect(await wantedIds({ id: 'b', orderId: anId('o-1') })).toEqual(['b']);
    expect(await wantedIds({ orderId: anId('o-1') })).toEqual(['a', 'b', 'c', 'late']);
    expect(await wantedIds({ orderId: anId('o-2') })).toEqual([]);
    expect(await wantedIds({ skuId: anId('s2') })).toEqual(['b', 'c']);
    expect(await wantedIds({ warehouseId: anId('w1') })).toEqual(['a', 'b']);
    expect(await wantedIds({ types: [stock] })).toEqual(['n']);
    expect(await wantedIds({ acceptedFromMs: START_MS + 60_000 })).toEqual(['late']);
    expect(await wantedIds({ acceptedToMs: START_MS + 60_000, orderId: anId('o-1') })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('finds one by the lock or the plan that its id names', async () => {
    const { store } = contract().under;
    const ofLock = eventId('rsv', store.account, '00-o-1', 's', 'w', 'n1', 'v7');
    const ofPlan = eventId('stk', store.account, 'p-1', 'n1');
    const stream = `position/${positionKey(POSITION)}`;
    await store.recordPlan(plan('p-1'), { log: [], deliveries: [delivery(ofPlan, stream)] });
    await store.changeOrder(anId('o-1'), () =>
      decision('o-1', { reservations: [reservation('o-1')], deliveries: [delivery(ofLock, 'order/o-1')] }),
    );
    for (const id of [ofLock, ofPlan]) {
      expect(await wantedIds({ id })).toEqual([]);
      await attempt(id, 'accepted');
      expect(await wantedIds({ id })).toEqual([id]);
    }
    expect(await wantedIds({ id: eventId('rsv', store.account, 'no-lock', 's', 'w', 'n1', 'v7') })).toEqual(
      [],
    );
  });

  it('queues what is sent again behind the rest of its stream, once, and does not show it as sent before', async () => {
    const { store } = contract().under;
    await queue(delivery('a', 'order/o-1'), delivery('b', 'order/o-1'));
    await attempt('a', 'accepted');
    const again = delivery(replayId('a', 'n1'), 'order/o-1');
    await store.queueDeliveries([again]);
    await store.queueDeliveries([again]);
    expect(await next('order/o-1')).toBe('b');
    await attempt('b', 'accepted');
    expect(await store.nextDelivery('order/o-1')).toMatchObject({ ...again, state: 'pending', attempts: 0 });
    expect(await store.streamsDue(START_MS, 9)).toEqual(['order/o-1']);
    await attempt(again.id, 'accepted');
    expect(await next('order/o-1')).toBeUndefined();
    expect(await wantedIds({})).toEqual(['a', 'b']);
  });

  it('counts the deliveries of a stream upwards, also when many orders write at once', async () => {
    const { under } = contract();
    const ids = Array.from({ length: 10 }, (_, index) => `d-${index}`);
    await Promise.all(
      ids.map((id, index) =>
        ((index % 2 && under.another) || under.store).changeOrder(anId('o-1'), () =>
          decision('o-1', { deliveries: [delivery(id, 's-1')] }),
        ),
      ),
    );
    const sequences: number[] = [];
    for (
      let head = await under.store.nextDelivery('s-1');
      head;
      head = await under.store.nextDelivery('s-1')
    ) {
      sequences.push(head.sequence);
      await attempt(head.id, 'accepted');
    }
    expect(sequences).toHaveLength(10);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  });
}

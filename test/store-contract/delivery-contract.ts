import { decision, delivery, START_MS } from './examples';
import type { Contract } from './harness';

export function deliveryContract(contract: () => Contract): void {
  const queue = (...deliveries: ReturnType<typeof delivery>[]) =>
    contract().under.store.changeOrder('o-1', () => decision('o-1', { deliveries }));
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
    const queued = delivery('a', 's-1', { orderId: 'o-1', skuId: 's', warehouseId: 'w', planId: 'p' });
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

  it('counts the deliveries of a stream upwards, also when many orders write at once', async () => {
    const { under } = contract();
    const ids = Array.from({ length: 10 }, (_, index) => `d-${index}`);
    await Promise.all(
      ids.map((id, index) =>
        ((index % 2 && under.another) || under.store).changeOrder('o-1', () =>
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

import { isUnderWay } from '@holdfast/node/core/record/settled';
import { RESERVATION_STATUSES } from '@holdfast/node/core/reservation/reservation';
import type { KnownOrder, OrderDecision } from '@holdfast/node/store/store';
import { anId } from '../builders/an-id';
import { at, changeOf, decision, delivery, order, POSITION, reservation, START_MS } from './examples';
import type { Contract } from './harness';

export function orderContract(contract: () => Contract): void {
  it('knows nothing of an order nobody recorded', async () => {
    const { store } = contract().under;
    expect(await store.knownOrder(anId('o-1'))).toBeNull();
    expect((await store.knownOrdersByLock([anId('00-o-1'), anId('')])).size).toBe(0);
    expect((await store.knownOrdersByLock([])).size).toBe(0);
  });

  it('gives back exactly what was recorded, by id and by lock', async () => {
    const { store } = contract().under;
    const held = [
      reservation('o-1', {
        lockId: anId('a'),
        status: 'authorized',
        expiresAt: at(60),
        acknowledgedAt: null,
        wasAcknowledged: false,
      }),
      reservation('o-1', {
        lockId: anId('b'),
        status: 'invoiced',
        invoicedAt: at(50),
        partOf: anId('kit'),
        leftQuantity: 0,
        isTold: false,
        deductedQuantity: 1,
        lostAt: at(40),
        planId: anId('p'),
      }),
    ];
    const recorded = decision('o-1', { reservations: held, readAtMs: START_MS + 5 });
    await store.changeOrder(anId('o-1'), () => recorded);
    await store.changeOrder(anId('o-2'), () => decision('o-2', { reservations: [reservation('o-2')] }));

    const known = await store.knownOrder(anId('o-1'));
    expect(known).toEqual({ order: recorded.order, readAtMs: START_MS + 5, reservations: held });
    const byLock = await store.knownOrdersByLock([anId('a'), anId('b'), anId('00-o-2'), anId('nobody')]);
    expect(byLock.get(anId('b'))).toEqual([known]);
    expect(namesOf(byLock)).toEqual({ '00-o-2': ['o-2'], a: ['o-1'], b: ['o-1'] });
  });

  it('knows both orders that name one lock, and keeps their reservations apart', async () => {
    const { under } = contract();
    const shared = (orderId: string, more: Parameters<typeof reservation>[1]) =>
      reservation(orderId, { lockId: anId('shared'), ...more });
    const first = shared('o-1', { status: 'canceled', version: 2 });
    const second = shared('o-2', { status: 'invoiced', version: 2, leftQuantity: 1, invoicedAt: at(50) });
    for (const one of [first, second])
      await under.store.changeOrder(one.orderId, () =>
        // The ERP is told of both, each with a version of its own.
        decision(one.orderId, { reservations: [one], changes: [changeOf(one)] }),
      );
    await under.store.changeOrder(anId('o-2'), () => decision('o-2', { reservations: [second] }));
    expect(namesOf(await under.store.knownOrdersByLock([anId('shared')]))).toEqual({
      shared: ['o-1', 'o-2'],
    });
    expect((await under.store.knownOrder(anId('o-1')))?.reservations).toEqual([first]);
    expect((await under.store.knownOrder(anId('o-2')))?.reservations).toEqual([second]);
    const here = await under.store.knownAtPosition(POSITION);
    expect(here.map(({ orderId }) => orderId).sort()).toEqual(['o-1', 'o-2']);
    expect(await under.recordedChanges()).toHaveLength(2);
  });

  it.each(['FVG-SO 12345678', 'SHP-#1001', 'MKP-6584634/09', 'GLV-pedido nº 7', '100%2F', '東'.repeat(200)])(
    'keeps an order of any id: %s',
    async (orderId) => {
      const { store } = contract().under;
      const held = [reservation(orderId)];
      const sent = delivery(`d-${orderId}`, `order/${orderId}`, { orderId: anId(orderId) });
      await store.changeOrder(anId(orderId), () =>
        decision(orderId, { reservations: held, deliveries: [sent] }),
      );
      expect((await store.knownOrder(anId(orderId)))?.reservations).toEqual(held);
      expect(namesOf(await store.knownOrdersByLock([anId(`00-${orderId}`)]))).toEqual({
        [`00-${orderId}`]: [orderId],
      });
      expect((await store.knownAtPosition(POSITION)).map((one) => one.orderId)).toEqual([orderId]);
      expect(await store.nextDelivery(`order/${orderId}`)).toMatchObject({ id: `d-${orderId}`, orderId });
      expect(await store.ordersToLookAt(at(0), START_MS + 1, 10)).toEqual([orderId]);
    },
  );

  it('records changes, deliveries and log with the reservations, and shows decide what is known', async () => {
    const { under } = contract();
    const first = reservation('o-1', { status: 'authorized' });
    await under.store.changeOrder(anId('o-1'), (known) => {
      expect(known).toBeNull();
      return decision('o-1', {
        reservations: [first],
        changes: [changeOf(first)],
        deliveries: [delivery('d-1', 'order/o-1')],
      });
    });
    const second = { ...first, status: 'confirmed' as const, version: 2 };
    const returned = await under.store.changeOrder(anId('o-1'), (known) => {
      expect(known?.reservations).toEqual([first]);
      return decision('o-1', {
        order: order('o-1', { status: 'canceled' }),
        reservations: [second],
        changes: [changeOf(second, { previousStatus: 'authorized' })],
        log: [{ kind: 'reservation', outcome: 'ok', message: 'confirmed', orderId: anId('o-1') }],
      });
    });
    expect(returned.reservations).toEqual([second]);
    expect((await under.store.knownOrder(anId('o-1')))?.order.status).toBe('canceled');
    expect(await under.recordedChanges()).toEqual([
      changeOf(first),
      changeOf(second, { previousStatus: 'authorized' }),
    ]);
    expect((await under.store.nextDelivery('order/o-1'))?.id).toBe('d-1');
    expect((await under.logged()).map(({ message }) => message)).toEqual(['confirmed']);
  });

  it('keeps a reservation that a later decision does not name', async () => {
    const { store } = contract().under;
    await store.changeOrder(anId('o-1'), () => decision('o-1', { reservations: [reservation('o-1')] }));
    await store.changeOrder(anId('o-1'), () => decision('o-1'));
    expect((await store.knownOrder(anId('o-1')))?.reservations).toEqual([reservation('o-1')]);
  });

  it('records nothing at all when decide throws', async () => {
    const { under } = contract();
    await under.store.changeOrder(anId('o-1'), () => decision('o-1'));
    const failing = under.store.changeOrder(anId('o-1'), () => {
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
    expect(await under.store.knownOrder(anId('o-1'))).toEqual({
      order: order('o-1'),
      readAtMs: START_MS,
      reservations: [],
    });
    // And the order is not left locked.
    await under.store.changeOrder(anId('o-1'), () => decision('o-1', { readAtMs: START_MS + 1 }));
  });

  it('records nothing at all when one part cannot be recorded', async () => {
    const { under } = contract();
    const held = reservation('o-1');
    await under.store.changeOrder(anId('o-1'), () =>
      decision('o-1', { reservations: [held], changes: [changeOf(held)] }),
    );
    const again = under.store.changeOrder(anId('o-1'), () =>
      decision('o-1', {
        readAtMs: START_MS + 99,
        reservations: [{ ...held, quantity: 77 }],
        changes: [changeOf(held)],
        deliveries: [delivery('d-1', 'order/o-1')],
      }),
    );
    await expect(again).rejects.toThrow();
    expect(await under.store.knownOrder(anId('o-1'))).toMatchObject({
      readAtMs: START_MS,
      reservations: [held],
    });
    expect(await under.store.nextDelivery('order/o-1')).toBeNull();
  });

  it('loses nothing when twenty writers change one order at once', async () => {
    const { under } = contract();
    const writers = Array.from({ length: 20 }, (_, index) => (index % 2 && under.another) || under.store);
    await Promise.all(writers.map((store) => store.changeOrder(anId('o-1'), oneMore)));
    const changes = await under.recordedChanges();
    expect(changes.map(({ version }) => version)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect((await under.store.knownOrder(anId('o-1')))?.reservations[0]).toMatchObject({
      version: 20,
      quantity: 20,
    });
  });

  it('names orders whose reservation should have expired, and open ones not read since, longest ago first', async () => {
    const { store } = contract().under;
    const put = (
      orderId: string,
      readAtMs: number,
      more: Parameters<typeof reservation>[1] | null,
      status = 'handling',
    ) =>
      store.changeOrder(anId(orderId), () =>
        decision(orderId, {
          readAtMs,
          order: order(orderId, { status }),
          reservations: more ? [reservation(orderId, more)] : [],
        }),
      );
    await put('expired', START_MS + 900, { status: 'authorized', expiresAt: at(10) });
    await put('not-yet', START_MS + 900, { status: 'authorized', expiresAt: at(30) });
    await put('unread', START_MS - 10, { status: 'acknowledged' });
    await put('no-lines-yet', START_MS - 5, null);
    await put('ended', START_MS - 20, null, 'canceled');
    await put('replaced', START_MS - 20, null, 'replaced');
    await put('waits-for-plan', START_MS - 20, { status: 'invoiced' });
    await put('over', START_MS - 20, { status: 'removed' });
    expect(await store.ordersToLookAt(at(20), START_MS, 10)).toEqual(['unread', 'no-lines-yet', 'expired']);
    expect(await store.ordersToLookAt(at(20), START_MS, 1)).toEqual(['unread']);
    expect(await store.ordersToLookAt(at(10), START_MS - 100, 10)).toEqual([]);
  });

  it('agrees with core on what is under way, whatever its status and wherever it is held', async () => {
    const { store } = contract().under;
    const all = RESERVATION_STATUSES.flatMap((status) =>
      (['lock', 'none', 'parts'] as const).map((heldAs) =>
        reservation(`${status}-${heldAs}`, { status, heldAs }),
      ),
    );
    for (const one of all) {
      const read = decision(one.orderId, { readAtMs: START_MS - 10, reservations: [one] });
      await store.changeOrder(one.orderId, () => read);
    }
    const expected = all.filter(({ status }) => isUnderWay(status)).map(({ orderId }) => orderId);
    expect(await store.ordersToLookAt(at(0), START_MS, 100)).toEqual(expected.sort());
  });

  it('names one that VTEX holds beyond its expiry when it has expired, and then by the hour', async () => {
    const { store } = contract().under;
    const held = { status: 'authorized' as const, expiresAt: at(10) };
    const readAt = (readAtMs: number) =>
      store.changeOrder(anId('o-1'), () =>
        decision('o-1', { readAtMs, reservations: [reservation('o-1', held)] }),
      );
    const dueAt = (seconds: number) => store.ordersToLookAt(at(seconds), START_MS - 1, 10);
    await readAt(START_MS + 10_000);
    expect(await dueAt(11)).toEqual(['o-1']);
    await readAt(START_MS + 11_000);
    expect(await dueAt(12)).toEqual([]);
    expect(await dueAt(11 + 3_599)).toEqual([]);
    expect(await dueAt(11 + 3_601)).toEqual(['o-1']);
  });

  it('shares no record with who gave it or got it', async () => {
    const { store } = contract().under;
    const given = decision('o-1', { reservations: [reservation('o-1')] });
    await store.changeOrder(anId('o-1'), () => given);
    const byLock = (await store.knownOrdersByLock([anId('00-o-1')])).get(anId('00-o-1')) ?? [];
    expect(byLock).toHaveLength(1);
    for (const shared of [given, await store.knownOrder(anId('o-1')), ...byLock]) {
      for (const held of shared?.reservations ?? []) held.quantity = 999;
      if (shared) shared.order.status = 'changed by mistake';
    }
    expect(await store.knownOrder(anId('o-1'))).toMatchObject({
      order: { status: 'handling' },
      reservations: [{ quantity: 2 }],
    });
  });

  it('keeps the accounts apart', async () => {
    const { under } = contract();
    const other = await under.ofAccount('other');
    await under.store.changeOrder(anId('o-1'), () => decision('o-1', { reservations: [reservation('o-1')] }));
    // The same order id on both sides, the lock only on one.
    await other.changeOrder(anId('o-1'), () =>
      decision('o-1', { order: order('o-1', { status: 'canceled' }) }),
    );
    expect((await other.knownOrder(anId('o-1')))?.reservations).toEqual([]);
    expect((await other.knownOrdersByLock([anId('00-o-1')])).size).toBe(0);
    expect(await other.knownAtPosition(POSITION)).toEqual([]);
    expect(await other.ordersToLookAt(at(99), START_MS + 99, 9)).toEqual([]);
  });
}

/** The orders behind each lock, by name. */
function namesOf(byLock: Map<string, KnownOrder[]>): Record<string, string[]> {
  return Object.fromEntries(
    [...byLock].map(([lockId, orders]) => [lockId, orders.map(({ order: one }) => one.orderId).sort()]),
  );
}

/** One version more than is known: two that start from the same record would make the same version twice. */
function oneMore(
  known: Parameters<Parameters<Contract['under']['store']['changeOrder']>[1]>[0],
): OrderDecision {
  const before = known?.reservations[0] ?? reservation('o-1', { version: 0, quantity: 0 });
  const after = { ...before, version: before.version + 1, quantity: before.quantity + 1 };
  return decision('o-1', { reservations: [after], changes: [changeOf(after)] });
}

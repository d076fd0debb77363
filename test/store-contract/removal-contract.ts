import type { Release } from '@holdfast/node/core/gate/plan';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import { anId } from '../builders/an-id';
import {
  at,
  changeOf,
  conclusion,
  decision,
  delivery,
  intent,
  NO_EFFECTS,
  order,
  POSITION,
  plan,
  reservation,
  START_MS,
} from './examples';
import type { Contract } from './harness';

const RELEASE: Release = {
  lockId: anId('00-o-1'),
  orderId: anId('o-1'),
  quantity: 2,
  deductedQuantity: 2,
  leftQuantity: 2,
  acknowledgedAt: at(3),
  because: 'invoiced',
  invoicedAt: at(8),
};

export function removalContract(contract: () => Contract): void {
  const invoiced = reservation('o-1', { status: 'invoiced', invoicedAt: at(8) });
  const removed: KnownReservation = {
    ...invoiced,
    status: 'removed',
    version: 2,
    deductedQuantity: 2,
    planId: anId('p-1'),
  };

  async function begin(): Promise<void> {
    const { store } = contract().under;
    await store.changeOrder(anId('o-1'), () =>
      decision('o-1', { order: order('o-1', { status: 'invoiced' }), reservations: [invoiced] }),
    );
    await store.changeOrder(anId('o-2'), () =>
      decision('o-2', { reservations: [reservation('o-2', { status: 'expired' })] }),
    );
    await store.changeOrder(anId('o-3'), () =>
      decision('o-3', { reservations: [reservation('o-3', { status: 'removed' })] }),
    );
    await store.recordPlan(plan('p-1', { state: 'approved' }), NO_EFFECTS);
    const mustKeep = [{ lockId: anId('00-o-2'), orderId: anId('o-2'), quantity: 2 }];
    await store.beginRemoval(anId('p-1'), intent({ releases: [RELEASE], mustKeep }));
  }

  it('records a reservation that decide adds: the part of a kit', async () => {
    const { store } = contract().under;
    await begin();
    const part: KnownReservation = { ...removed, lockId: anId('00-o-9'), version: 1, planId: anId('p-1') };
    await store.concludeRemoval(anId('p-1'), () =>
      conclusion({ reservations: [part], changes: [changeOf(part, { previousStatus: 'invoiced' })] }),
    );
    expect((await store.knownOrder(anId('o-1')))?.reservations).toContainEqual(part);
    expect(await store.removedSince(POSITION, at(1))).toContainEqual(part);
  });

  it('shows decide what is open at the position and all that the intent names, and records it all at once', async () => {
    const { under, clock } = contract();
    await begin();
    clock.nowMs += 500;
    let shown: string[] = [];
    const done = conclusion({
      reservations: [removed],
      changes: [changeOf(removed, { previousStatus: 'invoiced' })],
      deliveries: [
        delivery('d-1', 'order/o-1'),
        delivery('d-2', 'position/x', { type: 'holdfast.stock.reconciled' }),
      ],
      log: [{ kind: 'update', outcome: 'ok', message: 'two units taken out' }],
      trust: 'proven',
    });
    await under.store.concludeRemoval(anId('p-1'), (known) => {
      shown = known.map(({ orderId }) => orderId).sort();
      return done;
    });
    expect(shown).toEqual(['o-1', 'o-2']);
    expect(await under.store.plan(anId('p-1'))).toMatchObject({
      state: 'executed',
      result: done.result,
      updatedAtMs: START_MS + 500,
    });
    expect((await under.store.knownOrder(anId('o-1')))?.reservations).toEqual([removed]);
    expect(await under.recordedChanges()).toHaveLength(1);
    expect((await under.store.nextDelivery('order/o-1'))?.id).toBe('d-1');
    expect((await under.store.nextDelivery('position/x'))?.id).toBe('d-2');
    expect(await under.logged()).toHaveLength(1);
    expect(await under.store.watermarkTrust()).toBe('proven');
    expect(await under.store.unfinishedRemovals()).toEqual([]);
    // Nothing of the order can change any more: nobody has to look at it.
    expect(await under.store.ordersToLookAt(at(0), START_MS + 10_000, 10)).toEqual([]);
  });

  it('leaves the intent open when decide throws', async () => {
    const { store } = contract().under;
    await begin();
    const failing = store.concludeRemoval(anId('p-1'), () => {
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
    expect((await store.unfinishedRemovals()).map(({ planId }) => planId)).toEqual(['p-1']);
    await store.concludeRemoval(anId('p-1'), () => conclusion({ state: 'failed' }));
    expect((await store.plan(anId('p-1')))?.state).toBe('failed');
  });

  it('concludes once, and never a plan that does not exist', async () => {
    const { under } = contract();
    await begin();
    const decide = jest.fn(() => conclusion({ log: [{ kind: 'update', outcome: 'ok', message: 'once' }] }));
    await under.store.concludeRemoval(anId('p-1'), decide);
    await under.store.concludeRemoval(anId('p-1'), () => conclusion({ state: 'failed', trust: 'proven' }));
    expect(await under.store.plan(anId('p-1'))).toMatchObject({ state: 'executed' });
    expect(await under.store.watermarkTrust()).toBe('unproven');
    expect(await under.logged()).toHaveLength(1);
    await expect(under.store.concludeRemoval(anId('nobody'), decide)).rejects.toThrow('nobody');
  });

  it('never makes an account trusted whose trust was broken while its update was read back', async () => {
    const { store } = contract().under;
    await begin();
    await store.setWatermarkTrust('broken');
    await store.concludeRemoval(anId('p-1'), () => conclusion({ trust: 'proven' }));
    expect(await store.watermarkTrust()).toBe('broken');
  });

  it('loses nothing when orders of the position change while removals are concluded', async () => {
    const { under } = contract();
    const { store } = under;
    const orders = Array.from({ length: 6 }, (_, index) => `o-${index}`);
    const grow = (known: KnownReservation) => ({
      ...known,
      version: known.version + 1,
      quantity: known.quantity + 1,
    });
    for (const id of orders) {
      await store.changeOrder(anId(id), () =>
        decision(id, { reservations: [reservation(id, { version: 0, quantity: 0 })] }),
      );
    }
    await store.recordPlan(plan('p-1', { state: 'executing', intent: intent() }), NO_EFFECTS);
    const changeOne = (id: string, index: number) =>
      ((index % 2 && under.another) || store).changeOrder(anId(id), (known) => {
        const after = (known?.reservations ?? []).map(grow);
        return decision(id, { reservations: after, changes: after.map((one) => changeOf(one)) });
      });
    await Promise.all([
      ...orders.flatMap((id, index) => [changeOne(id, index), changeOne(id, index + 1)]),
      store.concludeRemoval(anId('p-1'), (known) => {
        const after = known.map(grow);
        return conclusion({ reservations: after, changes: after.map((one) => changeOf(one)) });
      }),
    ]);
    const known = await store.knownAtPosition(POSITION);
    expect(known.map(({ version, quantity }) => [version, quantity])).toEqual(orders.map(() => [3, 3]));
  });
}

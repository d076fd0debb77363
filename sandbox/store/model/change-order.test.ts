import type { StoreModel } from '../store-model';
import { newModel } from './new-model';

function shop(quantity = 3, skus = ['10']) {
  const { model } = newModel();
  model.addWarehouse('WB');
  for (const skuId of ['10', '20', '30'])
    for (const warehouseId of ['main', 'WB']) model.stock({ skuId, warehouseId, quantity: 10 });
  const lines = skus.map((skuId) => ({ skuId, quantity, warehouseId: 'main' }));
  const { orderId, lockId } = model.placeOrder({ lines });
  model.advanceTo(orderId, 'handling');
  return { model, orderId, lockId };
}
const at = (model: StoreModel, warehouseId = 'main', skuId = '10') =>
  model.oracle().positions.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
const locked = (model: StoreModel, lockId: string) =>
  model.reservation(lockId).map((part) => [part.skuId, part.warehouseId, part.quantity]);

describe('a changed order', () => {
  it.each([
    ['v1', 2, 3, 1],
    ['v2', 2, 2, 0],
    ['both', 2, 2, 1],
    ['v1', 5, 3, 1],
    ['v2', 5, 5, 0],
    ['both', 5, 5, 1],
  ] as const)('recorded as %s from 3 to %i tells %i units and %i changes', (how, to, told, listed) => {
    const { model, orderId, lockId } = shop();
    const order = model.changeOrder(orderId, { lineIndex: 0, quantity: to, how });
    expect(order.lines[0]).toMatchObject({ quantity: told, allocations: [{ quantity: told }] });
    expect(order.changes.flatMap((one) => [...one.added, ...one.removed])).toHaveLength(listed);
    expect(locked(model, lockId)).toEqual([['10', 'main', 3]]);
    expect(at(model)).toMatchObject({
      reserved: 3,
      promised: to,
      claimedWithoutLock: Math.max(0, to - 3),
    });
    expect(model.invoice(orderId).status).toBe('invoiced');
    expect(at(model)).toMatchObject({ physical: 10 - to, promised: 0, shippedUnits: to });
  });

  it.each([
    [2, 2],
    [5, 5],
  ])('to %i has a lock of %i where reservations follow', (to, held) => {
    const { model, orderId, lockId } = shop();
    model.platform.reservationFollowsChange = true;
    model.changeOrder(orderId, { lineIndex: 0, quantity: to });
    expect(locked(model, lockId)).toEqual([['10', 'main', held]]);
    expect(at(model)).toMatchObject({ reserved: held, claimedWithoutLock: 0 });
  });

  it('takes added units from another warehouse, without a lock or with one', () => {
    for (const reservationFollows of [false, true]) {
      const { model, orderId, lockId } = shop();
      const order = model.changeOrder(orderId, {
        lineIndex: 0,
        quantity: 5,
        warehouseId: 'WB',
        reservationFollows,
      });
      expect(order.lines[0]?.allocations).toEqual([
        { warehouseId: 'main', quantity: 3 },
        { warehouseId: 'WB', quantity: 2 },
      ]);
      expect(locked(model, lockId)).toHaveLength(reservationFollows ? 2 : 1);
      expect(at(model, 'WB')).toMatchObject({ reserved: reservationFollows ? 2 : 0, promised: 2 });
      model.invoice(orderId);
      expect([at(model)?.physical, at(model, 'WB')?.physical]).toEqual([7, 8]);
    }
  });

  it('gains a line without a lock, or one that joins the lock as far as it is', () => {
    for (const reservationFollows of [false, true]) {
      const { model, orderId, lockId } = shop();
      const order = model.addLine(orderId, { skuId: '20', quantity: 2, how: 'both', reservationFollows });
      expect(order.lines.map((line) => line.skuId)).toEqual(['10', '20']);
      expect(order.changes[0]?.added).toMatchObject([{ skuId: '20', quantity: 2 }]);
      expect(at(model, 'main', '20')).toMatchObject({
        reserved: reservationFollows ? 2 : 0,
        promised: 2,
        acknowledged: reservationFollows ? 1 : 0,
        claimedWithoutLock: reservationFollows ? 0 : 2,
      });
      expect(locked(model, lockId)).toHaveLength(reservationFollows ? 2 : 1);
      expect(model.invoice(orderId).status).toBe('invoiced');
      expect(at(model, 'main', '20')?.physical).toBe(8);
    }
  });

  it('loses a line: those behind it move up, and a package keeps the index it was sent with', () => {
    const { model, orderId } = shop(2, ['10', '20']);
    model.invoice(orderId, { items: [{ lineIndex: 1, quantity: 1 }] });
    const order = model.changeOrder(orderId, { lineIndex: 0, quantity: 0 });
    expect(order.lines.map((line) => line.skuId)).toEqual(['20']);
    expect(order.packages[0]?.items).toMatchObject([{ lineIndex: 1, quantity: 1 }]);
    expect(at(model)).toMatchObject({ reserved: 2, promised: 0 });
    expect(model.invoice(orderId).packages[1]?.items).toMatchObject([{ lineIndex: 0, quantity: 1 }]);
    expect(at(model, 'main', '20')?.physical).toBe(8);
  });

  it('loses its only line: nothing is left to invoice', () => {
    const { model, orderId } = shop();
    expect(model.changeOrder(orderId, { lineIndex: 0, quantity: 0 }).lines).toEqual([]);
    expect(model.invoice(orderId, { items: [], unchecked: true }).status).toBe('invoiced');
    expect(at(model)).toMatchObject({ reserved: 3, promised: 0, physical: 10 });
  });

  it('refuses what is not on sale, what has left, and what is no longer in handling', () => {
    const { model, orderId } = shop();
    expect(() => model.changeOrder(orderId, { lineIndex: 0, quantity: 11 })).toThrow('Not available');
    expect(() => model.addLine(orderId, { skuId: '99', quantity: 1 })).toThrow('Not available');
    expect(() => model.changeOrder(orderId, { lineIndex: 7, quantity: 1 })).toThrow('no such line');
    model.invoice(orderId, { items: [{ lineIndex: 0, quantity: 2 }] });
    expect(() => model.changeOrder(orderId, { lineIndex: 0, quantity: 1 })).toThrow('by that much');
    model.changeOrder(orderId, { lineIndex: 0, quantity: 2 });
    model.forceCancel(orderId);
    expect(() => model.changeOrder(orderId, { lineIndex: 0, quantity: 2 })).toThrow('cannot be changed');
  });
});

it('a lock is open no further than its changed order still wants', () => {
  const { model, orderId } = shop();
  model.changeOrder(orderId, { lineIndex: 0, quantity: 1 });
  model.updateInventory('10', 'main', { quantity: 10, unlimited: false });
  expect(model.oracle()).toMatchObject({ openDiscarded: 1, openDiscardedUnits: 1 });
});

it('counts what a change took without a lock, which VTEX then sells twice', () => {
  const { model, orderId } = shop();
  model.changeOrder(orderId, { lineIndex: 0, quantity: 5 });
  model.placeOrder({ lines: [{ skuId: '10', quantity: 7, warehouseId: 'main' }] });
  expect(model.oracle()).toMatchObject({ oversoldUnits: 2, claimedWithoutLock: 2 });
});

import type { StoreModel } from '../store-model';
import { newModel } from './new-model';

function shop() {
  const { model, time, events } = newModel();
  for (const id of ['WA', 'WB', 'test', 'TEST']) model.addWarehouse(id);
  for (const warehouseId of ['WA', 'WB', 'test'])
    for (const skuId of ['10', '11', '12']) model.stock({ skuId, warehouseId, quantity: 20 });
  return { model, time, events };
}
const at = (model: StoreModel, skuId: string, warehouseId: string) =>
  model.oracle().positions.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
const locked = (model: StoreModel, lockId: string) =>
  model.reservation(lockId).map((part) => [part.skuId, part.warehouseId, part.quantity]);

it('an allocation may have no lock', () => {
  const { model } = shop();
  const allocations = [
    { warehouseId: 'WA', quantity: 3 },
    { warehouseId: 'WB', quantity: 2, locked: false },
  ];
  const order = model.placeOrder({ lines: [{ skuId: '10', quantity: 5, allocations }] });
  expect(locked(model, order.lockId)).toEqual([['10', 'WA', 3]]);
  expect(order.lines[0]?.allocations).toEqual([
    { warehouseId: 'WA', quantity: 3 },
    { warehouseId: 'WB', quantity: 2 },
  ]);
  expect(at(model, '10', 'WB')).toMatchObject({ reserved: 0, promised: 2, claimedWithoutLock: 2 });
  model.advanceTo(order.orderId, 'invoiced');
  expect([at(model, '10', 'WA')?.physical, at(model, '10', 'WB')?.physical]).toEqual([17, 18]);
});

it.each([
  ['WB', 'WA'],
  ['TEST', 'test'],
])('an order that says %s is held in %s, and its goods leave there', (warehouseId, heldIn) => {
  const { model } = shop();
  const allocations = [{ warehouseId, quantity: 2, heldIn }];
  const order = model.placeOrder({ lines: [{ skuId: '10', quantity: 2, allocations }] });
  expect(order.lines[0]?.allocations).toEqual([{ warehouseId, quantity: 2 }]);
  expect(locked(model, order.lockId)).toEqual([['10', heldIn, 2]]);
  model.advanceTo(order.orderId, 'invoiced');
  expect(at(model, '10', heldIn)).toMatchObject({ physical: 18, reserved: 2 });
  expect(at(model, '10', warehouseId)?.physical ?? 20).toBe(20);
});

describe('a kit', () => {
  const kit = [
    { skuId: '11', quantity: 3 },
    { skuId: '12', quantity: 1, warehouseId: 'WB' },
  ];
  const buy = (model: StoreModel, quantity = 2) =>
    model.placeOrder({ lines: [{ skuId: 'kit', quantity, warehouseId: 'WA', kit }] });

  it('reserves its parts, each where it is, and has no stock of its own', () => {
    const { model } = shop();
    const order = buy(model);
    expect(locked(model, order.lockId)).toEqual([
      ['11', 'WA', 6],
      ['12', 'WB', 2],
    ]);
    expect(model.reservation(order.lockId)[0]?.kits).toEqual(['kit']);
    expect(model.oracle().positions.some((one) => one.skuId === 'kit')).toBe(false);
    expect(() => buy(model, 5)).toThrow('not available');
  });

  it('changed from 2 to 1 sends the parts of one', () => {
    const { model } = shop();
    const { orderId } = model.advanceTo(buy(model).orderId, 'handling');
    model.changeOrder(orderId, { lineIndex: 0, quantity: 1 });
    expect(at(model, '11', 'WA')).toMatchObject({ reserved: 6, promised: 3 });
    expect(model.invoice(orderId).status).toBe('invoiced');
    expect(at(model, '11', 'WA')).toMatchObject({ physical: 17, promised: 0 });
    expect(at(model, '12', 'WB')?.physical).toBe(19);
  });
});

it('an id is any text, once', () => {
  const { model } = shop();
  const lines = [{ skuId: '10', quantity: 1, warehouseId: 'WA' }];
  const order = model.placeOrder({ orderId: 'GLV-pedido nº 7', lines });
  expect(order).toMatchObject({ orderId: 'GLV-pedido nº 7', lockId: '00-GLV-pedido nº 7' });
  expect(() => model.placeOrder({ orderId: 'GLV-pedido nº 7', lines })).toThrow('exists');
});

it('two orders may name one lock', () => {
  const { model } = shop();
  const lines = [{ skuId: '10', quantity: 1, warehouseId: 'WA' }];
  const first = model.placeOrder({ lines: [{ skuId: '10', quantity: 2, warehouseId: 'WA' }] });
  const second = model.placeOrder({ lines, lockId: first.lockId });
  expect(at(model, '10', 'WA')).toMatchObject({ reserved: 2, promised: 3 });
  for (const { orderId } of [first, second]) model.advanceTo(orderId, 'handling');
  model.invoice(first.orderId);
  model.updateInventory('10', 'WA', { quantity: 18, unlimited: false });
  // The lock's two units have left for the first order: the second one's unit was never reserved.
  expect(model.oracle()).toMatchObject({ openDiscarded: 0 });
});

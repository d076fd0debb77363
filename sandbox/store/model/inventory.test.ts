import type { StoreModel } from '../store-model';
import { withZ } from './instant';
import { newModel } from './new-model';
import type { Platform } from './platform';

const SKU = '10';
const buy = (model: StoreModel, quantity = 1) =>
  model.placeOrder({ lines: [{ skuId: SKU, quantity, warehouseId: 'main' }] });

function stocked(platform: Partial<Platform> = {}) {
  const made = newModel({ platform });
  made.model.stock({ skuId: SKU, warehouseId: 'main', quantity: 10, leadTime: '1.00:00:00' });
  return made;
}

const at = (model: StoreModel) => {
  const found = model.oracle().positions.find((one) => one.skuId === SKU && one.warehouseId === 'main');
  if (!found) throw new Error('no such position');
  return found;
};

const acknowledgedAt = (model: StoreModel, lockId: string) => {
  const moment = model.reservation(lockId)[0]?.acknowledgedAt;
  if (moment === null || moment === undefined) throw new Error('not acknowledged');
  return moment;
};

describe('an inventory update', () => {
  it('keeps authorized and confirmed reservations and releases the acknowledged ones', () => {
    const { model } = stocked();
    buy(model);
    const confirmed = buy(model, 2);
    model.pay(confirmed.orderId);
    const handled = buy(model, 3);
    model.advanceTo(handled.orderId, 'handling');
    expect(at(model)).toMatchObject({ total: 10, reserved: 6, available: 4 });
    model.updateInventory(SKU, 'main', { quantity: 7, unlimited: false, leadTime: '1.00:00:00' });
    expect(at(model)).toMatchObject({ total: 7, reserved: 3, available: 4, released: 1 });
  });

  it.each([
    ['the very moment of the acknowledgement', 0n, 1],
    ['100 ns before it', -1n, 0],
    ['100 ns after it', 1n, 1],
  ])('dated %s releases accordingly', (_, offset, released) => {
    const { model } = stocked();
    const order = model.advanceTo(buy(model).orderId, 'handling');
    const date = withZ(acknowledgedAt(model, order.lockId) + offset);
    model.updateInventory(SKU, 'main', { quantity: 9, unlimited: false, dateUtcOnBalanceSystem: date });
    expect(at(model).released).toBe(released);
  });

  it.each([[undefined], [null], ['']])('dated %p means now', (date) => {
    const { model } = stocked();
    model.advanceTo(buy(model).orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 9, unlimited: false, dateUtcOnBalanceSystem: date });
    expect(at(model)).toMatchObject({ released: 1, reserved: 0 });
  });

  it('reads a date with an offset, and one without a zone as UTC', () => {
    const { model, time } = stocked();
    model.advanceTo(buy(model).orderId, 'handling');
    time.advance(60_000);
    const update = (dateUtcOnBalanceSystem: string) =>
      model.updateInventory(SKU, 'main', { quantity: 9, unlimited: false, dateUtcOnBalanceSystem });
    update('2026-03-02T07:00:00-02:00');
    expect(at(model).released).toBe(0);
    update('2026-03-02T10:00:30');
    expect(at(model).released).toBe(1);
    expect(() => update('yesterday')).toThrow('400');
  });

  it('releases whatever the date says on a platform that does not honour it', () => {
    const { model } = stocked({ honoursWatermark: false });
    model.advanceTo(buy(model).orderId, 'handling');
    model.updateInventory(SKU, 'main', {
      quantity: 9,
      unlimited: false,
      dateUtcOnBalanceSystem: '2020-01-01T00:00:00Z',
    });
    expect(at(model)).toMatchObject({ released: 1, openDiscarded: 1, openDiscardedUnits: 1 });
  });

  it('honours the date until the platform changes its mind', () => {
    const { model, time } = stocked();
    model.platform.ignoresWatermarkFromMs = time.now() + 60_000;
    model.advanceTo(buy(model).orderId, 'handling');
    const update = () =>
      model.updateInventory(SKU, 'main', {
        quantity: 9,
        unlimited: false,
        dateUtcOnBalanceSystem: '2020-01-01T00:00:00Z',
      });
    update();
    expect(at(model).released).toBe(0);
    time.advance(60_000);
    update();
    expect(at(model)).toMatchObject({ released: 1, openDiscarded: 1 });
  });

  it('may take the total and release nothing', () => {
    const { model } = stocked({ releasesNothing: true });
    model.advanceTo(buy(model, 2).orderId, 'invoiced');
    model.updateInventory(SKU, 'main', { quantity: 8, unlimited: false });
    expect(at(model)).toMatchObject({ total: 8, reserved: 2, released: 0 });
  });

  it('meets one position or two in warehouses that differ by case', () => {
    for (const [warehouseCaseMatters, total] of [
      [true, 10],
      [false, 4],
    ] as const) {
      const { model } = stocked({ warehouseCaseMatters });
      model.addWarehouse('MAIN');
      model.updateInventory(SKU, 'MAIN', { quantity: 4, unlimited: false });
      expect(at(model).total).toBe(total);
    }
  });

  it('is an offence only against goods that have not left', () => {
    const { model } = stocked();
    const invoiced = model.advanceTo(buy(model).orderId, 'invoiced');
    const canceled = model.advanceTo(buy(model).orderId, 'handling');
    model.cancel(canceled.orderId);
    model.cancel(canceled.orderId);
    expect(at(model)).toMatchObject({ reserved: 2, physical: 9 });
    model.updateInventory(SKU, 'main', { quantity: 9, unlimited: false });
    expect(at(model)).toMatchObject({ released: 2, openDiscarded: 0, reserved: 0 });
    expect(model.order(invoiced.orderId).status).toBe('invoiced');
    model.advanceTo(buy(model, 2).orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 7, unlimited: false });
    expect(at(model)).toMatchObject({ openDiscarded: 1, openDiscardedUnits: 2, promised: 2 });
  });

  it('leaves the lead time alone when none is named', () => {
    const { model } = stocked();
    model.updateInventory(SKU, 'main', { quantity: 5, unlimited: false });
    model.updateInventory(SKU, 'main', { quantity: 6, unlimited: true });
    expect(at(model).total).toBe(1_000_000);
    expect(() =>
      model.updateInventory(SKU, 'main', { quantity: 5, unlimited: false, leadTime: 'soon' }),
    ).toThrow('400');
    expect(() => model.updateInventory(SKU, 'nowhere', { quantity: 5, unlimited: false })).toThrow('400');
  });

  it('is locked out while another one of the position runs', () => {
    const { model, time } = stocked({ updateLockMs: 5 });
    model.stock({ skuId: '11', warehouseId: 'main', quantity: 1 });
    const update = (skuId: string) => model.updateInventory(skuId, 'main', { quantity: 5, unlimited: false });
    update(SKU);
    expect(() => update(SKU)).toThrow('423');
    expect(() => update(SKU)).toThrow('sandboxstore_item_logistics_10_main');
    update('11');
    time.advance(5);
    update(SKU);
    expect(at(model).updates).toBe(2);
  });

  it('is refused beyond the limit of active reservations', () => {
    const { model } = stocked({ maxActiveReservations: 2 });
    for (let i = 0; i < 3; i++) buy(model);
    expect(() => model.updateInventory(SKU, 'main', { quantity: 5, unlimited: false })).toThrow(
      'Too many active',
    );
  });

  it('may ignore a quantity equal to the available one', () => {
    const { model } = stocked({ ignoresQuantityEqualToAvailable: true });
    const order = buy(model, 2);
    model.updateInventory(SKU, 'main', { quantity: 8, unlimited: false });
    expect(at(model).total).toBe(10);
    model.advanceTo(order.orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 8, unlimited: false });
    expect(at(model).total).toBe(8);
  });
});

describe('a cancellation after the release', () => {
  const lateCancel = (platform: Partial<Platform>) => {
    const { model, time } = stocked(platform);
    const order = model.advanceTo(buy(model, 4).orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 6, unlimited: false });
    model.cancel(order.orderId);
    model.cancel(order.orderId);
    time.advance(1000);
    return model;
  };

  it('makes the reserved quantity negative until a later update', () => {
    const model = lateCancel({});
    expect(at(model)).toMatchObject({ reserved: -4, available: 10 });
    const early = '2026-03-02T09:00:00Z';
    model.updateInventory(SKU, 'main', { quantity: 6, unlimited: false, dateUtcOnBalanceSystem: early });
    expect(at(model).reserved).toBe(-4);
    model.updateInventory(SKU, 'main', { quantity: 10, unlimited: false });
    expect(at(model).reserved).toBe(0);
  });

  it('shows only with the next handling where the platform is told so', () => {
    const model = lateCancel({ lateCancel: 'negative-after-next-handling' });
    expect(at(model).reserved).toBe(0);
    model.advanceTo(buy(model, 1).orderId, 'handling');
    expect(at(model).reserved).toBe(-3);
  });

  it('does nothing where the platform is told so', () => {
    expect(at(lateCancel({ lateCancel: 'harmless' })).reserved).toBe(0);
  });
});

describe('a cancellation by LockId', () => {
  it.each([
    ['harmless', 0],
    ['negative', -4],
  ] as const)('of a reservation that was released already is %s', (cancelOfReleased, reserved) => {
    const { model } = stocked({ cancelOfReleased });
    const order = model.advanceTo(buy(model, 4).orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 6, unlimited: false });
    for (let twice = 0; twice < 2; twice++) model.cancelReservation(order.lockId);
    expect(at(model).reserved).toBe(reserved);
    // The order's own cancellation afterwards takes the units off only once (KI 991735).
    model.forceCancel(order.orderId);
    expect(at(model).reserved).toBe(-4);
  });

  it('ends the reservation, not what its order is owed', () => {
    const { model } = stocked();
    const order = model.advanceTo(buy(model, 4).orderId, 'handling');
    model.cancelReservation(order.lockId);
    expect(at(model)).toMatchObject({ reserved: 0, promised: 4 });
    buy(model, 8);
    expect(model.oracle().oversoldUnits).toBe(2);
  });
});

describe('a reservation that ends without an update', () => {
  it('is released by somebody else: an offence while its goods are wanted', () => {
    const { model } = stocked();
    const order = model.advanceTo(buy(model, 2).orderId, 'handling');
    model.releaseReservation({ lockId: order.lockId });
    expect(at(model)).toMatchObject({ total: 10, reserved: 0, promised: 2, openDiscarded: 1 });
    expect(model.reservation(order.lockId)[0]).toMatchObject({ status: 'Confirmed' });
  });

  it('expires or is aborted past its order', () => {
    const { model } = stocked();
    const order = model.advanceTo(buy(model, 2).orderId, 'handling');
    model.endReservation(order.lockId, 'Canceled_AuthorizationExpired');
    expect(at(model)).toMatchObject({ reserved: 0, promised: 2 });
    expect(model.order(order.orderId).status).toBe('handling');
  });

  it('has no order: it blocks units, and its release is no offence but noted', () => {
    const { model } = stocked();
    const lockId = model.reserveAlone({ skuId: SKU, warehouseId: 'main', quantity: 3 });
    expect(lockId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    model.confirmReservation(lockId);
    model.acknowledgeReservation(lockId);
    expect(at(model)).toMatchObject({ reserved: 3, promised: 0, acknowledged: 1 });
    model.updateInventory(SKU, 'main', { quantity: 10, unlimited: false });
    expect(at(model)).toMatchObject({ reserved: 0, openDiscarded: 0, releasedWithoutOrder: 1 });
  });
});

describe('what the oracle knows', () => {
  it('counts units sold that were promised already', () => {
    const { model } = stocked();
    model.advanceTo(buy(model, 8).orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 10, unlimited: false });
    buy(model, 5);
    expect(model.oracle()).toMatchObject({ oversoldUnits: 3, openDiscarded: 1 });
  });

  it('counts units invoiced from an empty shelf', () => {
    const { model } = stocked();
    const first = model.advanceTo(buy(model, 8).orderId, 'handling');
    model.updateInventory(SKU, 'main', { quantity: 10, unlimited: false });
    const second = model.advanceTo(buy(model, 5).orderId, 'handling');
    model.invoice(first.orderId);
    model.invoice(second.orderId);
    expect(model.oracle().shippedWithoutStock).toBe(3);
    expect(at(model).physical).toBe(0);
  });

  it('sees nothing wrong with a store whose updates wait', () => {
    const { model } = stocked();
    for (let i = 0; i < 5; i++) {
      const order = model.advanceTo(buy(model, 2).orderId, 'invoiced');
      const date = withZ(acknowledgedAt(model, order.lockId) + 1n);
      model.updateInventory(SKU, 'main', {
        quantity: 10 - 2 * (i + 1),
        unlimited: false,
        dateUtcOnBalanceSystem: date,
      });
    }
    expect(() => buy(model)).toThrow('not available');
    expect(model.oracle()).toMatchObject({
      oversoldUnits: 0,
      openDiscarded: 0,
      shippedWithoutStock: 0,
      released: 5,
    });
  });
});

it('keeps counting aborted reservations where KI 1220722 holds, until they are canceled again', () => {
  const { model } = stocked({ countsAborted: true });
  const order = model.pay(buy(model, 2).orderId);
  model.cancel(order.orderId);
  expect(at(model)).toMatchObject({ reserved: 2, active: 0 });
  model.cancelReservation(order.lockId);
  expect(at(model).reserved).toBe(0);
});

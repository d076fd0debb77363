import type { StoreModel } from '../store-model';
import { newModel } from './new-model';

function shop() {
  const made = newModel();
  for (const warehouseId of ['main', 'north']) {
    made.model.stock({ skuId: '10', warehouseId, quantity: 10 });
    made.model.stock({ skuId: '20', warehouseId, quantity: 10 });
  }
  return made;
}
const one = (model: StoreModel) =>
  model.placeOrder({ lines: [{ skuId: '10', quantity: 2, warehouseId: 'main' }] });
const status = (model: StoreModel, lockId: string) => model.reservation(lockId)[0]?.status;
const position = (model: StoreModel, skuId = '10', warehouseId = 'main') =>
  model.oracle().positions.find((found) => found.skuId === skuId && found.warehouseId === warehouseId);

describe('an order', () => {
  it('runs through the statuses of a complete-flow account, each told by the workflow that knows it', () => {
    const { model, events } = shop();
    const order = one(model);
    model.advanceTo(order.orderId, 'invoiced');
    const told = events.map((event) => `${event.domain[0]} ${event.lastState ?? '-'} > ${event.state}`);
    expect(told).toEqual([
      'M - > order-created',
      'M order-created > on-order-completed',
      'M on-order-completed > waiting-for-authorization',
      'M waiting-for-authorization > payment-pending',
      'M payment-pending > approve-payment',
      'M approve-payment > payment-approved',
      'F payment-approved > authorize-fulfillment',
      'F authorize-fulfillment > window-to-cancel',
      'F window-to-cancel > ready-for-handling',
      'F ready-for-handling > start-handling',
      'F start-handling > handling',
      'M handling > invoice',
      'F handling > invoice',
      'M invoice > invoiced',
      'F invoice > invoiced',
    ]);
    for (const event of events) expect(event.currentChange >= event.lastChange).toBe(true);
  });

  it('moves its reservation: authorized, confirmed, acknowledged, and no further by itself', () => {
    const { model } = shop();
    const order = one(model);
    expect(model.reservation(order.lockId)[0]).toMatchObject({ status: 'Authorized', confirmedAt: null });
    model.pay(order.orderId);
    expect(model.reservation(order.lockId)[0]).toMatchObject({ status: 'Confirmed', acknowledgedAt: null });
    model.advanceTo(order.orderId, 'handling');
    expect(model.reservation(order.lockId)[0]?.acknowledgedAt).not.toBeNull();
    model.advanceTo(order.orderId, 'invoiced');
    expect(position(model)).toMatchObject({ total: 10, reserved: 2, physical: 8 });
  });

  it.each([
    ['payment-pending', () => {}],
    ['window-to-cancel', (model: StoreModel, id: string) => model.advanceTo(id, 'window-to-cancel')],
  ] as const)('canceled in %s gives its units back at once', (_, reach) => {
    const { model } = shop();
    const order = one(model);
    reach(model, order.orderId);
    expect(model.cancel(order.orderId).status).toBe('canceled');
    expect(position(model)?.reserved).toBe(0);
    expect(status(model, order.lockId)).toBe('Canceled_AbortedCommitted');
    expect(() => model.cancel(order.orderId)).toThrow('400');
  });

  it.each([['ready-for-handling'], ['handling']] as const)(
    'in %s is canceled in two steps, or not after a denial',
    (where) => {
      const { model } = shop();
      const order = model.advanceTo(one(model).orderId, where);
      expect(model.cancel(order.orderId).status).toBe('cancellation-requested');
      expect(model.denyCancellation(order.orderId).status).toBe(where);
      model.cancel(order.orderId);
      expect(model.cancel(order.orderId).status).toBe('canceled');
      expect(position(model)?.reserved).toBe(where === 'handling' ? 2 : 0);
      expect(position(model)?.promised).toBe(0);
    },
  );

  it('partly invoiced falls back to payment-approved and can no longer be canceled', () => {
    const { model } = shop();
    const order = model.advanceTo(one(model).orderId, 'handling');
    expect(model.invoice(order.orderId, { items: [{ lineIndex: 0, quantity: 1 }] }).status).toBe(
      'payment-approved',
    );
    expect(() => model.cancel(order.orderId)).toThrow('400');
    expect(() => model.invoice(order.orderId, { items: [{ lineIndex: 0, quantity: 2 }] })).toThrow('exceeds');
    expect(model.invoice(order.orderId).status).toBe('invoiced');
    expect(position(model)?.shippedUnits).toBe(2);
  });

  it('takes the same invoice number as the same invoice', () => {
    const { model } = shop();
    const order = model.advanceTo(one(model).orderId, 'handling');
    const request = { invoiceNumber: 'A1', items: [{ lineIndex: 0, quantity: 1 }] };
    model.invoice(order.orderId, request);
    model.invoice(order.orderId, request);
    expect(position(model)?.shippedUnits).toBe(1);
  });

  it.each([
    ['payment-pending', 0, 0],
    ['window-to-cancel', 0, 0],
    ['ready-for-handling', 0, 0],
    ['handling', 2, 0],
    ['invoiced', 2, 2],
  ] as const)('in %s can be canceled at once by the store', (where, reserved, shippedUnits) => {
    const { model } = shop();
    const order = one(model);
    if (where !== 'payment-pending') model.advanceTo(order.orderId, where);
    expect(model.forceCancel(order.orderId).status).toBe('canceled');
    expect(position(model)).toMatchObject({
      reserved,
      promised: 0,
      shippedUnits,
      physical: 10 - shippedUnits,
    });
    expect(() => model.forceCancel(order.orderId)).toThrow('400');
  });

  it.each([
    ['partly invoiced', () => {}],
    [
      'undone by a return invoice',
      (model: StoreModel, id: string) => model.invoice(id, { type: 'Input', items: [], unchecked: true }),
    ],
  ])('%s and canceled keeps its lock, and what left has left', (_, undo) => {
    const { model } = shop();
    const order = model.advanceTo(one(model).orderId, 'handling');
    model.invoice(order.orderId, { items: [{ lineIndex: 0, quantity: 1 }] });
    undo(model, order.orderId);
    expect(model.forceCancel(order.orderId).status).toBe('canceled');
    expect(position(model)).toMatchObject({ reserved: 2, promised: 0, physical: 9 });
  });

  it('canceled in handling gives its units back where the platform is told so', () => {
    const { model } = shop();
    model.platform.canceledStaysAcknowledged = false;
    const order = model.advanceTo(one(model).orderId, 'handling');
    model.forceCancel(order.orderId);
    expect(position(model)).toMatchObject({ reserved: 0, physical: 10 });
    expect(status(model, order.lockId)).toBe('Canceled_AbortedCommitted');
  });

  it('replaced gives its lock back, or shares it with its successor', () => {
    const { model } = shop();
    const first = model.advanceTo(one(model).orderId, 'handling');
    const second = model.replaceOrder(first.orderId, { sharesLock: true });
    expect(model.order(first.orderId).status).toBe('replaced');
    expect(second).toMatchObject({ lockId: first.lockId, status: 'payment-pending' });
    expect(position(model)).toMatchObject({ reserved: 2, promised: 2 });
    const third = model.replaceOrder(model.advanceTo(second.orderId, 'window-to-cancel').orderId);
    expect(third.lockId).not.toBe(first.lockId);
    expect(model.advanceTo(third.orderId, 'invoiced').status).toBe('invoiced');
    expect(position(model)).toMatchObject({ promised: 0, physical: 8 });
  });

  it('is owed what it wanted while its replacement cannot be had', () => {
    const { model } = shop();
    const order = model.advanceTo(one(model).orderId, 'window-to-cancel');
    const lines = [{ skuId: '10', quantity: 99, warehouseId: 'main' }];
    expect(() => model.replaceOrder(order.orderId, { lines })).toThrow('not available');
    expect(model.order(order.orderId).status).toBe('window-to-cancel');
    expect(position(model)).toMatchObject({ reserved: 2, promised: 2 });
  });

  it('refuses what its status does not allow', () => {
    const { model } = shop();
    const order = one(model);
    expect(() => model.startHandling(order.orderId)).toThrow('Order status should be ready-for-handling');
    expect(() => model.invoice(order.orderId)).toThrow('409');
    expect(() => model.order('nobody')).toThrow('404');
  });

  it('never paid lets its reservation expire, and cannot be fulfilled any more', () => {
    const { model, time } = shop();
    const order = model.placeOrder({
      lines: [{ skuId: '10', quantity: 1, warehouseId: 'main' }],
      payment: 'boleto',
    });
    // Due Thursday 5 March, and five days after a Thursday.
    time.advance(8 * 86_400_000 - 1000);
    expect(status(model, order.lockId)).toBe('Authorized');
    time.advance(1001);
    expect(status(model, order.lockId)).toBe('Canceled_AuthorizationExpired');
    expect(position(model)?.reserved).toBe(0);
    expect(model.pay(order.orderId).status).toBe('payment-approved');
  });

  it('incomplete reserves for eleven days, says nothing and cannot be canceled', () => {
    const { model, time, events } = shop();
    const order = model.placeOrder({ lines: [{ skuId: '10', quantity: 1 }], incomplete: true });
    expect(events).toHaveLength(0);
    expect(order).toMatchObject({ status: null, isCompleted: false });
    expect(() => model.cancel(order.orderId)).toThrow('400');
    time.advance(11 * 86_400_000 + 1);
    expect(status(model, order.lockId)).toBe('Canceled_AuthorizationExpired');
  });

  it('of several SKUs, warehouses and sellers holds one part per own SKU and warehouse', () => {
    const { model } = shop();
    const order = model.placeOrder({
      lines: [
        { skuId: '10', quantity: 13 },
        { skuId: '20', quantity: 1, warehouseId: 'main' },
        { skuId: '20', quantity: 2, warehouseId: 'main' },
        { skuId: '99', quantity: 1, seller: 'partner', allocations: [{ warehouseId: 'p1', quantity: 1 }] },
      ],
    });
    const parts = model
      .reservation(order.lockId)
      .map((part) => [part.skuId, part.warehouseId, part.quantity]);
    expect(parts).toEqual([
      ['10', 'main', 10],
      ['10', 'north', 3],
      ['20', 'main', 3],
    ]);
    model.advanceTo(order.orderId, 'handling');
    const moments = new Set(model.reservation(order.lockId).map((part) => part.acknowledgedAt));
    expect(moments.size).toBe(1);
    model.invoice(order.orderId, { items: [{ lineIndex: 0, quantity: 11 }] });
    expect(position(model, '10', 'main')?.shippedUnits).toBe(10);
    expect(position(model, '10', 'north')?.shippedUnits).toBe(1);
    model.invoice(order.orderId);
    expect(position(model, '10', 'north')?.shippedUnits).toBe(3);
    expect(position(model, '20', 'main')?.shippedUnits).toBe(3);
  });

  it('does not sell more than is available, lines of one order together', () => {
    const { model } = shop();
    const line = { skuId: '10', quantity: 6, warehouseId: 'main' };
    expect(() => model.placeOrder({ lines: [line, line] })).toThrow('not available');
    model.placeOrder({ lines: [line] });
    expect(() => model.placeOrder({ lines: [line] })).toThrow('not available');
  });

  it('is forgotten once finished and old, but not while VTEX still reserves for it', () => {
    const { model } = newModel({ keepFinishedOrders: 2 });
    model.stock({ skuId: '10', warehouseId: 'main', quantity: 100 });
    const kept = model.advanceTo(one(model).orderId, 'invoiced');
    const gone = one(model);
    model.cancel(gone.orderId);
    for (let i = 0; i < 3; i++) model.cancel(one(model).orderId);
    expect(model.order(kept.orderId).status).toBe('invoiced');
    expect(() => model.order(gone.orderId)).toThrow('404');
    expect(model.oracle()).toMatchObject({ retiredOrders: 3, orders: 2 });
  });

  it('is forgotten without the lock that its successor names', () => {
    const { model } = newModel({ keepFinishedOrders: 1 });
    model.stock({ skuId: '10', warehouseId: 'main', quantity: 100 });
    const first = one(model);
    const second = model.replaceOrder(first.orderId, { sharesLock: true });
    model.cancel(second.orderId);
    expect(() => model.order(first.orderId)).toThrow('404');
    expect(status(model, second.lockId)).toBe('Canceled_AbortedCommitted');
  });
});

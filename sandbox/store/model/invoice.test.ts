import type { StoreModel } from '../store-model';
import type { InvoiceOrder } from './invoice';
import { newModel } from './new-model';

function shop(quantity = 3, skus = ['10']) {
  const { model } = newModel();
  for (const skuId of ['10', '20']) model.stock({ skuId, warehouseId: 'main', quantity: 10 });
  model.stock({ skuId: '10', warehouseId: 'north', quantity: 10 });
  const lines = skus.map((skuId) => ({ skuId, quantity, warehouseId: 'main' }));
  const { orderId } = model.placeOrder({ lines });
  model.advanceTo(orderId, 'handling');
  return { model, orderId };
}
const physical = (model: StoreModel, skuId = '10', warehouseId = 'main') =>
  model.oracle().positions.find((one) => one.skuId === skuId && one.warehouseId === warehouseId)?.physical;
const item = (lineIndex: number | null, quantity: number) => ({ lineIndex, quantity });

/** What an invoice says, whether it makes the order `invoiced`, and what leaves the shelf with it. */
it.each<[string, InvoiceOrder[], 'invoiced' | 'payment-approved', number]>([
  ['all of it', [{ items: [item(0, 3)] }], 'invoiced', 3],
  ['a part', [{ items: [item(0, 2)] }], 'payment-approved', 2],
  ['no items', [{ items: [], unchecked: true }], 'invoiced', 3],
  [
    'no items, of a part of the value',
    [{ items: [], value: 9_900, shipped: [{ lineIndex: 0, quantity: 1 }], unchecked: true }],
    'payment-approved',
    1,
  ],
  ['one, then no items', [{ items: [item(0, 1)] }, { items: [], unchecked: true }], 'invoiced', 3],
  ['a part that is worth all', [{ items: [item(0, 2)], value: 29_700 }], 'invoiced', 2],
  ['a part, and forced', [{ items: [item(0, 2)], completes: true }], 'invoiced', 2],
  ['all, and held back', [{ items: [item(0, 3)], completes: false }], 'payment-approved', 3],
  ['an unknown index', [{ items: [item(7, 3)], completes: true, unchecked: true }], 'invoiced', 0],
  ['no index', [{ items: [item(null, 3)], value: 1, unchecked: true }], 'payment-approved', 0],
  [
    'the same number and line twice',
    [
      { invoiceNumber: 'A', items: [item(0, 1)] },
      { invoiceNumber: 'A', items: [item(0, 1)], unchecked: true },
    ],
    'payment-approved',
    2,
  ],
  [
    '2 while 3 leave',
    [{ items: [item(0, 2)], shipped: [{ lineIndex: 0, quantity: 3 }], completes: true }],
    'invoiced',
    3,
  ],
  ['3 while 2 leave', [{ items: [item(0, 3)], shipped: [{ lineIndex: 0, quantity: 2 }] }], 'invoiced', 2],
  [
    '1, a return without index, 1',
    [
      { items: [item(0, 1)] },
      { type: 'Input', items: [item(null, 1)], unchecked: true },
      { items: [item(0, 1)] },
    ],
    'payment-approved',
    2,
  ],
  [
    'more than was bought',
    [{ items: [item(0, 5)], unchecked: true, shipped: [{ lineIndex: 0, quantity: 5 }] }],
    'invoiced',
    5,
  ],
])('invoiced: %s', (_, invoices, status, left) => {
  const { model, orderId } = shop();
  for (const invoice of invoices) model.invoice(orderId, invoice);
  expect(model.order(orderId)).toMatchObject({ status, packages: { length: invoices.length } });
  expect(physical(model)).toBe(10 - left);
});

it('one number in two packages names two lines', () => {
  const { model, orderId } = shop(1, ['10', '20']);
  model.invoice(orderId, { invoiceNumber: 'A', items: [item(0, 1)] });
  model.invoice(orderId, { invoiceNumber: 'A', items: [item(1, 1)], unchecked: true });
  expect(model.order(orderId)).toMatchObject({ status: 'invoiced' });
  expect(model.order(orderId).packages.map((one) => one.invoiceNumber)).toEqual(['A', 'A']);
  expect([physical(model), physical(model, '20')]).toEqual([9, 9]);
});

it('an Output without items is told so where VTEX infers none', () => {
  const { model, orderId } = shop();
  model.platform.infersInvoiceItems = false;
  expect(model.invoice(orderId)).toMatchObject({ status: 'invoiced', packages: [{ items: [] }] });
  expect(physical(model)).toBe(7);
});

it('a return brings nothing back to the shelf: a person does', () => {
  const { model, orderId } = shop();
  expect(() => model.invoice(orderId, { type: 'Input', items: [item(0, 1)] })).toThrow('409');
  model.invoice(orderId);
  model.invoice(orderId, {
    type: 'Input',
    items: [item(0, 1), item(null, 1)],
    restitutions: [{ skuId: '10', quantity: 2 }],
  });
  expect(model.order(orderId)).toMatchObject({ status: 'invoiced', packages: { length: 2 } });
  expect(physical(model)).toBe(7);
  model.deliverGoods('10', 'main', 2);
  expect(physical(model)).toBe(9);
});

it('goods leave from where the shop takes them, invoiced or not', () => {
  const { model, orderId } = shop();
  model.shipGoods(orderId, [{ lineIndex: 0, quantity: 1, warehouseId: 'north' }]);
  model.shipGoods(orderId, [{ lineIndex: 0, quantity: 1 }]);
  expect([physical(model), physical(model, '10', 'north')]).toEqual([9, 9]);
  expect(model.invoice(orderId).status).toBe('invoiced');
  expect([physical(model), physical(model, '10', 'north')]).toEqual([7, 9]);
});

import type { Order } from '../../core/order/order';
import { orderAnswer } from './read-order';

function read(answer: object): Order {
  return orderAnswer.parse({ orderId: 'v1-01', status: 'handling', ...answer });
}

const item = { uniqueId: 'u', id: '36', seller: '1', quantity: 3, lockId: '00-v1-01' };
const placed = (...deliveryIds: object[]) => ({
  items: [item],
  shippingData: { logisticsInfo: [{ itemIndex: 0, deliveryIds }] },
});

describe('the order as VTEX tells it', () => {
  it('may lack nearly everything', () => {
    expect(read({ status: null })).toEqual({
      orderId: 'v1-01',
      origin: '',
      status: null,
      isCompleted: false,
      createdAt: null,
      changedAt: null,
      invoicedAt: null,
      sellerOrderId: null,
      hasCancellationData: false,
      paymentDueAt: null,
      valueCents: null,
      lines: [],
      invoices: [],
      changes: [],
      memory: { firstUnits: {}, held: [], kitSkuIds: [] },
    });
    expect(read({ status: '' }).status).toBeNull();
    expect(
      read({ items: null, shippingData: null, packageAttachment: null, paymentData: null }).lines,
    ).toEqual([]);
  });

  it('with more lines than an order has is refused before they are read', () => {
    const items = (count: number) => Array.from({ length: count }, () => item);
    expect(read({ items: items(2_000) }).lines).toHaveLength(2_000);
    const refused = orderAnswer.safeParse({ orderId: 'v1-01', items: items(150_000), shippingData: {} });
    expect(refused.error?.issues).toMatchObject([
      { path: ['items'], message: expect.stringMatching(/150000 entries, over 2000/) },
    ]);
    const logisticsInfo = items(2_001);
    expect(orderAnswer.safeParse({ orderId: 'v1-01', shippingData: { logisticsInfo } }).success).toBe(false);
  });

  it('takes a missing itemIndex of logistics for 0', () => {
    const deliveryIds = [{ warehouseId: 'a', quantity: 3 }];
    for (const itemIndex of [undefined, null]) {
      const order = read({
        items: [item, { ...item, id: '37' }],
        shippingData: {
          logisticsInfo: [
            { itemIndex, deliveryIds },
            { itemIndex: 1, deliveryIds: [] },
          ],
        },
      });
      expect(order.lines.map((line) => line.allocations.length)).toEqual([1, 0]);
    }
  });

  it.each<[string, object, object, object[]]>([
    ['of the line', { quantity: 2.5 }, { quantity: 3 }, []],
    ['of its delivery', { quantity: 3 }, { quantity: 2.5 }, []],
    ['of its invoice', { quantity: 3 }, { quantity: 3 }, [{ itemIndex: 0, quantity: 2.5 }]],
  ])(
    'a quantity %s that is no whole number parks that line and no other',
    (_which, line, delivery, items) => {
      const order = read({
        items: [
          { ...item, ...line },
          { ...item, id: '37' },
        ],
        shippingData: {
          logisticsInfo: [
            { itemIndex: 0, deliveryIds: [{ warehouseId: 'a', ...delivery }] },
            { itemIndex: 1, deliveryIds: [{ warehouseId: 'a', quantity: 3 }] },
          ],
        },
        packageAttachment: { packages: [{ type: 'Output', invoiceNumber: '1', items }] },
      });
      expect(order.lines.map((one) => one.oddQuantity)).toEqual([2.5, undefined]);
      expect(order.lines.map((one) => [one.quantity, one.allocations[0]?.quantity])).toEqual([
        [3, 3],
        [3, 3],
      ]);
      expect(order.invoices.flatMap((one) => one.items).every((one) => Number.isInteger(one.quantity))).toBe(
        true,
      );
      expect(order.invoices.flatMap((one) => one.items).every((one) => one.quantity === 2)).toBe(true);
    },
  );

  it('keeps seven digits of a date and drops what never happened', () => {
    const order = read({
      lastChange: '2024-02-06T20:46:11.7010747+00:00',
      invoicedDate: '0001-01-01T00:00:00',
    });
    expect(order).toMatchObject({ changedAt: '2024-02-06T20:46:11.7010747Z', invoicedAt: null });
  });

  it.each([
    [{ cancellationData: { RequestedByUser: true } }, true],
    [{ CancellationData: { requestedByUser: true } }, true],
    [{ cancellationData: null }, false],
    [{}, false],
  ])('%j: cancellation data: %s', (answer, expected) => {
    expect(read(answer).hasCancellationData).toBe(expected);
  });

  it('takes a line apart by warehouse, and never by the candidate deliveries', () => {
    const order = read({
      items: [item, { ...item, id: 37, lockId: null, seller: 'other', quantity: 1 }],
      shippingData: {
        logisticsInfo: [
          {
            itemIndex: 0,
            lockTTL: '10d',
            deliveryIds: [
              { warehouseId: 'a', quantity: 1, dockId: '1' },
              { warehouseId: 'b', quantity: 1 },
              { warehouseId: 'a', quantity: 1, dockId: '2' },
            ],
            slas: [{ deliveryIds: [{ warehouseId: 'z', quantity: 3 }], lockTTL: '99d' }],
          },
          { itemIndex: 1, deliveryIds: [] },
        ],
      },
    });
    expect(order.lines).toMatchObject([
      {
        index: 0,
        skuId: '36',
        lockId: '00-v1-01',
        lockTtl: '10d',
        allocations: [
          { warehouseId: 'a', quantity: 2 },
          { warehouseId: 'b', quantity: 1 },
        ],
      },
      { index: 1, skuId: '37', lockId: null, seller: 'other', lockTtl: null, allocations: [] },
    ]);
  });

  it('takes a single delivery without a quantity for the whole line, and refuses to guess between two', () => {
    expect(read(placed({ warehouseId: 'a' })).lines[0]?.allocations).toMatchObject([{ quantity: 3 }]);
    expect(
      orderAnswer.safeParse({ orderId: 'x', ...placed({ warehouseId: 'a' }, { warehouseId: 'b' }) }).success,
    ).toBe(false);
    expect(read(placed({ warehouseId: null, quantity: 1 })).lines[0]?.allocations).toEqual([]);
  });

  it('reads kit details as texts or objects, and passes over the rest', () => {
    const kitItemDetails = [
      '5',
      { itemId: '6', Quantity: 2 },
      { SkuId: 7, quantity: 'two' },
      { name: 'x' },
      8,
      null,
      '',
    ];
    expect(
      read(placed({ warehouseId: 'a', quantity: 1, kitItemDetails })).lines[0]?.allocations[0]?.kitParts,
    ).toEqual([
      { skuId: '5', warehouseId: null, quantityPerKit: null },
      { skuId: '6', warehouseId: null, quantityPerKit: 2 },
      { skuId: '7', warehouseId: null, quantityPerKit: null },
    ]);
    expect(
      read(placed({ warehouseId: 'a', quantity: 1, kitItemDetails: null })).lines[0]?.allocations[0]
        ?.kitParts,
    ).toEqual([]);
  });

  it('tells Output from Input, and takes no other package for an invoice', () => {
    const packages = [
      {
        type: 'Output',
        invoiceNumber: '1',
        invoiceValue: 100,
        issuanceDate: '2024-02-09',
        items: [{ itemIndex: 0, quantity: 2, price: 5 }],
      },
      { type: 'input', invoiceNumber: 2, items: null },
      { type: 'Draft', items: [{ itemIndex: 0, quantity: 1 }] },
      { items: [{ itemIndex: 0, quantity: 1 }] },
    ];
    expect(read({ packageAttachment: { packages } }).invoices).toEqual([
      {
        type: 'Output',
        invoiceNumber: '1',
        issuedAt: null,
        valueCents: 100,
        items: [{ lineIndex: 0, quantity: 2 }],
      },
      { type: 'Input', invoiceNumber: '2', issuedAt: null, valueCents: null, items: [] },
    ]);
  });

  it("takes the latest due date, and a card's own expiry for none", () => {
    const payments = [
      { dueDate: '12/29' },
      { dueDate: '2024-03-01' },
      { dueDate: '2024-02-28T10:00:00Z' },
      {},
    ];
    expect(read({ paymentData: { transactions: [{ payments }, { payments: null }] } }).paymentDueAt).toBe(
      '2024-03-01T00:00:00.0000000Z',
    );
  });

  it('keeps nothing about the buyer', () => {
    const person = { firstName: 'Ana', email: 'ana@mail.com', document: '12345678909' };
    const order = read({
      ...placed({ warehouseId: 'a', quantity: 3, receiver: person }),
      clientProfileData: person,
      paymentData: {
        transactions: [{ payments: [{ dueDate: '2024-03-01', cardHolder: 'Ana', billingAddress: person }] }],
      },
      shippingData: { address: person, logisticsInfo: [{ itemIndex: 0, deliveryIds: [], addressId: 'Ana' }] },
      priceDefinition: {},
    });
    expect(JSON.stringify(order)).not.toMatch(/ana|12345678909/i);
  });
});

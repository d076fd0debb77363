import fc from 'fast-check';
import { instantOfMs } from '../../node/core/instant';
import type { Invoice, Order, OrderLine } from '../../node/core/order/order';
import { anId } from './an-id';
import { anInvoice, anOrder } from './order';

const STATUSES = [
  null,
  'order-created',
  'payment-pending',
  'payment-approved',
  'authorize-fulfillment',
  'ready-for-handling',
  'handling',
  'invoice',
  'invoiced',
  'request-cancel',
  'cancel',
  'canceled',
  'replaced',
  'a new word',
];

const instant = fc
  .integer({ min: 1_772_000_000, max: 1_773_000_000 })
  .map((seconds) => instantOfMs(seconds * 1000));

/** Few ids, so that lines share locks, SKUs and warehouses. */
function anyLine(index: number): fc.Arbitrary<OrderLine> {
  return fc.record({
    index: fc.constant(index),
    uniqueId: fc.constant(null),
    skuId: fc.constantFrom('1', '01', 'a/b').map(anId),
    seller: fc.constant('1'),
    quantity: fc.integer({ min: 1, max: 4 }),
    lockId: fc.constantFrom(anId('00-v1-01'), anId('00-v1-01'), anId('L/2'), null),
    allocations: fc.uniqueArray(
      fc.record({
        warehouseId: fc.constantFrom('w1', 'w2', 'a/b').map(anId),
        quantity: fc.integer({ min: 1, max: 4 }),
        kitParts: fc.array(
          fc.record({
            skuId: fc.constantFrom('1', 'p').map(anId),
            warehouseId: fc.constantFrom(null, anId('w1'), anId('w3')),
            quantityPerKit: fc.constantFrom(1, null),
          }),
          {
            maxLength: 1,
          },
        ),
      }),
      { selector: (allocation) => allocation.warehouseId, maxLength: 3 },
    ),
    lockTtl: fc.constantFrom(null, null, '10d', '1bd', 'x'),
  });
}

const anyInvoice: fc.Arbitrary<Invoice> = fc
  .record({
    type: fc.constantFrom<Invoice['type']>('Output', 'Output', 'Input'),
    issuedAt: fc.option(instant),
    items: fc.array(
      fc.record({ lineIndex: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 4 }) }),
      { maxLength: 3 },
    ),
  })
  .map(anInvoice);

/** Readings of one order in any state, also in states that contradict each other. */
export function anyOrder(): fc.Arbitrary<Order> {
  return fc
    .record({
      status: fc.constantFrom(...STATUSES),
      isCompleted: fc.boolean(),
      createdAt: fc.option(instant),
      changedAt: fc.option(instant),
      paymentDueAt: fc.option(instant),
      lines: fc.tuple(anyLine(0), anyLine(1), anyLine(2)).chain((lines) => fc.subarray(lines)),
      invoices: fc.array(anyInvoice, { maxLength: 3 }),
    })
    .map(anOrder);
}

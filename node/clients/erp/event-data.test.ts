import { anId } from '../../../test/builders/an-id';
import { at } from '../../../test/builders/order';
import { type RemovePlan, removalRecommendedEvent } from '../../core/erp-events/removal-recommended';
import { whyDataMayNotLeave } from './event-data';

const changed = {
  account: 'acme',
  orderId: 'v1-01',
  lockId: 'L1',
  skuId: '7',
  warehouseId: 'w1',
  quantity: 2,
  status: 'acknowledged',
  previousStatus: 'confirmed',
  version: 3,
  expiresAt: null,
  occurredAt: at('2026-03-02T18:00:00.1234567Z'),
};
const release = {
  lockId: anId('L1'),
  orderId: anId('v1-01'),
  quantity: 2,
  deductedQuantity: 2,
  acknowledgedAt: changed.occurredAt,
  because: 'invoiced',
  invoicedAt: changed.occurredAt,
};
const recommended = {
  account: 'acme',
  skuId: '7',
  warehouseId: 'w1',
  planId: 'p1',
  totalQuantity: 10,
  newQuantity: 8,
  dateUtcOnBalanceSystem: changed.occurredAt,
  releases: [release],
  holds: [
    {
      lockId: 'L2',
      orderId: null,
      quantity: 1,
      acknowledgedAt: changed.occurredAt,
      because: 'open',
      orderStatus: 'handling',
    },
  ],
  reason: 'All units of v1-01 are invoiced.',
  occurredAt: changed.occurredAt,
};
const reconciled = {
  account: 'acme',
  skuId: '7',
  warehouseId: 'w1',
  totalQuantity: 8,
  reservedQuantity: 1,
  availableQuantity: 7,
  byStatus: { authorized: 0, confirmed: 0, acknowledged: 1, other: 0 },
  removedQuantity: 2,
  orders: ['v1-01'],
  planId: 'p1',
  occurredAt: changed.occurredAt,
};

test('what the contract names may leave', () => {
  expect(whyDataMayNotLeave('holdfast.reservation.changed', changed)).toBeNull();
  expect(whyDataMayNotLeave('holdfast.removal.recommended', recommended)).toBeNull();
  expect(whyDataMayNotLeave('holdfast.stock.reconciled', reconciled)).toBeNull();
});

test.each([
  [
    'a field beside the contract',
    'holdfast.reservation.changed',
    { ...changed, clientName: 'Maria Kowalska' },
    /clientName/,
  ],
  [
    'one deep inside',
    'holdfast.removal.recommended',
    { ...recommended, releases: [{ ...release, email: 'maria@example.com' }] },
    /releases\.0.*email/,
  ],
  [
    'one beside a count',
    'holdfast.stock.reconciled',
    { ...reconciled, customer: { name: 'Maria' } },
    /customer/,
  ],
  [
    'a status that is none',
    'holdfast.reservation.changed',
    { ...changed, status: 'maria@example.com' },
    /status/,
  ],
  ['a missing field', 'holdfast.reservation.changed', { ...changed, version: undefined }, /version/],
] as const)('%s does not, and the reason holds no value', (_name, type, data, expected) => {
  const why = whyDataMayNotLeave(type, data);
  expect(why).toMatch(expected);
  expect(why).not.toMatch(/maria/i);
});

test('a recommendation as the core makes it may leave, with all that a release says', () => {
  const gate: RemovePlan = {
    kind: 'remove',
    position: { skuId: anId('7'), warehouseId: anId('w1') },
    totalQuantity: 10,
    reservedQuantity: 2,
    kept: [],
    attentions: [],
    update: {
      quantity: 8,
      dateUtcOnBalanceSystem: changed.occurredAt,
      leadTime: '1.00:00:00',
      unlimitedQuantity: false,
    },
    releases: [{ ...release, because: 'invoiced', leftQuantity: 2 }],
    returnedQuantity: 0,
    closedDeductions: [],
    unreserved: [],
    dependsOnWatermark: false,
    count: null,
  };
  const { type, data } = removalRecommendedEvent('acme', { planId: anId('p1'), gate }, changed.occurredAt);
  expect(whyDataMayNotLeave(type, data)).toBeNull();
});

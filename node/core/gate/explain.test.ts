import { anId } from '../../../test/builders/an-id';
import { type Instant, parseInstant } from '../instant';
import { explainPlan } from './explain';
import type { GatePlan, Kept, Release } from './plan';
import { orderNames } from './sentence-parts';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;
const release = (orderId: string, quantity: number, because: Release['because'] = 'invoiced'): Release => ({
  lockId: anId(`00-${orderId}`),
  orderId: anId(orderId),
  quantity,
  leftQuantity: because === 'invoiced' ? quantity : 0,
  deductedQuantity: because === 'invoiced' ? quantity : 0,
  acknowledgedAt: t('01:00'),
  because,
  invoicedAt: null,
});
const kept = (orderId: string | null, because: Kept['because']): Kept => ({
  lockId: anId('00-k'),
  orderId: orderId === null ? null : anId(orderId),
  quantity: 1,
  acknowledgedAt: t('05:00'),
  because,
  orderStatus: null,
});
const common = {
  position: { skuId: anId('101'), warehouseId: anId('1_1') },
  totalQuantity: 10,
  reservedQuantity: 5,
  attentions: [],
  kept: [],
};
const removal: Extract<GatePlan, { kind: 'remove' }> = {
  ...common,
  kind: 'remove',
  update: {
    quantity: 7,
    dateUtcOnBalanceSystem: t('01:01'),
    leadTime: '0.00:00:00',
    unlimitedQuantity: false,
  },
  releases: [release('A', 1), release('B', 2)],
  unreserved: [],
  returnedQuantity: 0,
  closedDeductions: [],
  dependsOnWatermark: true,
  count: null,
};

test.each<[string, GatePlan, string]>([
  [
    'a removal',
    { ...removal, kept: [kept('C', 'open'), kept('D', 'waiting')] },
    '3 units of SKU 101 in warehouse 1_1 left with order A and order B. The total goes from 10 to 7. Order C is still being handled since 2026-03-01 10:05:00 UTC, so order D waits.',
  ],
  [
    'canceled goods',
    {
      ...removal,
      releases: [release('A', 1, 'canceled')],
      update: { ...removal.update, quantity: 10 },
      kept: [kept(null, 'unreadable')],
    },
    '1 unit of SKU 101 in warehouse 1_1 back on sale: order A canceled. The total stays 10. The unknown order of reservation 00-k is still being handled since 2026-03-01 10:05:00 UTC and stays reserved.',
  ],
  [
    'returns, a count and young ones',
    {
      ...removal,
      releases: [],
      returnedQuantity: 2,
      kept: [kept('D', 'waiting')],
      count: { onHand: 7, countedAt: t('00:00'), reference: 'c', removedAfterCount: 0 },
    },
    '2 units of SKU 101 in warehouse 1_1 back in the total: held for orders that are now canceled, or sent less. 7 units of SKU 101 in warehouse 1_1 counted at 2026-03-01 10:00:00 UTC. The total goes from 10 to 7. Handled a moment ago and next in turn: order D.',
  ],
  [
    'a hold',
    {
      ...common,
      kind: 'hold',
      reason: 'open-order',
      message: 'Order C is late.',
      blockedBy: null,
      retryAt: null,
      count: null,
    },
    'Nothing is sent for SKU 101 in warehouse 1_1 yet. Order C is late.',
  ],
  [
    'an attention',
    {
      ...common,
      kind: 'attention',
      attentions: [
        { reason: 'unknown-order', message: 'Find it.', orderId: null, lockId: anId('x'), propose: null },
      ],
    },
    'SKU 101 in warehouse 1_1 needs a person. Find it.',
  ],
  ['nothing', { ...common, kind: 'nothing' }, 'Nothing to do for SKU 101 in warehouse 1_1.'],
])('explains %s', (_name, plan, text) => {
  expect(explainPlan(plan)).toBe(text);
});

test('names a few orders and counts the rest', () => {
  const many = Array.from({ length: 11 }, (_, index) => ({
    lockId: anId(`l${index}`),
    orderId: anId(`${index}`),
  }));
  expect(orderNames(many)).toMatch(/^order 0, .*, order 7 and 3 more$/);
  expect(orderNames(many.slice(0, 3))).toBe('order 0, order 1 and order 2');
});

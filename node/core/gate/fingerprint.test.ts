import { anId } from '../../../test/builders/an-id';
import { type Instant, parseInstant } from '../instant';
import { fingerprintOf } from './fingerprint';
import type { GatePlan, Release } from './plan';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;
type Removal = Extract<GatePlan, { kind: 'remove' }>;
type Hold = Extract<GatePlan, { kind: 'hold' }>;

const release = (lockId: string): Release => ({
  lockId: anId(lockId),
  orderId: anId(lockId),
  quantity: 2,
  leftQuantity: 2,
  deductedQuantity: 2,
  acknowledgedAt: t('01:00'),
  because: 'invoiced',
  invoicedAt: t('02:00'),
});
const common = {
  position: { skuId: anId('123'), warehouseId: anId('a') },
  totalQuantity: 10,
  reservedQuantity: 5,
  attentions: [],
};
const waiting = {
  lockId: anId('w'),
  orderId: anId('W'),
  quantity: 1,
  acknowledgedAt: t('05:00'),
  because: 'waiting' as const,
  orderStatus: null,
};
const open = { ...waiting, lockId: anId('o'), because: 'open' as const };
const removal: Removal = {
  ...common,
  kind: 'remove',
  kept: [],
  update: {
    quantity: 6,
    dateUtcOnBalanceSystem: t('01:01'),
    leadTime: '0.00:00:00',
    unlimitedQuantity: false,
  },
  releases: [release('a'), release('b')],
  unreserved: [],
  returnedQuantity: 0,
  closedDeductions: [],
  dependsOnWatermark: false,
  count: null,
  retryAt: null,
};
const hold: Hold = {
  ...common,
  kind: 'hold',
  kept: [open, waiting],
  reason: 'open-order',
  message: 'x',
  blockedBy: { orderId: anId('O'), lockId: anId('o'), since: t('04:00') },
  retryAt: null,
  count: null,
};
const repair = (quantity: number) => ({
  kind: 'repair' as const,
  quantity,
  dateUtcOnBalanceSystem: t('01:00'),
  leadTime: '0.00:00:00',
  lost: [{ lockId: anId('l'), quantity: 3 }],
});
const attention = (propose: GatePlan['attentions'][number]['propose'], message = 'x'): GatePlan => ({
  ...common,
  kind: 'attention',
  kept: [],
  attentions: [{ reason: 'lost-reservation', message, orderId: anId('L'), lockId: anId('l'), propose }],
});

test.each<[string, GatePlan, GatePlan]>([
  ['order of releases', removal, { ...removal, releases: [release('b'), release('a')] }],
  [
    'totals that moved with new orders',
    removal,
    { ...removal, reservedQuantity: 9, kept: [open], dependsOnWatermark: true },
  ],
  [
    'a watermark that follows the clock',
    { ...removal, releases: [] },
    { ...removal, releases: [], update: { ...removal.update, dateUtcOnBalanceSystem: t('09:00') } },
  ],
  [
    'clock, sentence and open ones of a hold',
    hold,
    { ...hold, message: 'y', retryAt: t('09:00'), kept: [waiting, open, { ...open, lockId: anId('p') }] },
  ],
  ['sentence of an attention', attention(null), attention(null, 'y')],
])('equal in spite of: %s', (_name, one, other) => {
  expect(fingerprintOf(one)).toBe(fingerprintOf(other));
});

test.each<[string, GatePlan, GatePlan]>([
  ['the sku', removal, { ...removal, position: { skuId: anId('0123'), warehouseId: anId('a') } }],
  [
    'the warehouse by case',
    removal,
    { ...removal, position: { skuId: anId('123'), warehouseId: anId('A') } },
  ],
  ['the new total', removal, { ...removal, update: { ...removal.update, quantity: 7 } }],
  ['the releases', removal, { ...removal, releases: [release('a'), release('c')] }],
  ['fewer releases', removal, { ...removal, releases: [release('a')] }],
  [
    'what is deducted',
    removal,
    { ...removal, releases: [release('a'), { ...release('b'), deductedQuantity: 1 }] },
  ],
  ['units that come back', removal, { ...removal, returnedQuantity: 1, closedDeductions: [anId('l')] }],
  [
    'the count',
    removal,
    { ...removal, count: { onHand: 6, countedAt: t('00:00'), reference: 'c', removedAfterCount: 0 } },
  ],
  ['the kind', { ...common, kind: 'nothing', kept: [] }, { ...common, kind: 'attention', kept: [] }],
  ['the reason of a hold', hold, { ...hold, reason: 'no-room' }],
  ['what blocks', hold, { ...hold, blockedBy: { orderId: anId('P'), lockId: anId('p'), since: null } }],
  ['what waits', hold, { ...hold, kept: [open, waiting, { ...waiting, lockId: anId('v') }] }],
  ['an attention', removal, { ...removal, attentions: attention(null).attentions }],
  ['a proposal', attention(null), attention(repair(5))],
  ['the repair', attention(repair(5)), attention(repair(6))],
])('told apart by: %s', (_name, one, other) => {
  expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
});

test('is short, whatever the plan holds', () => {
  const releases = Array.from({ length: 1500 }, (_, index) => release(`00-v${index}-01`));
  expect(fingerprintOf({ ...removal, releases })).toMatch(/^remove:[0-9a-f]{32}$/);
});

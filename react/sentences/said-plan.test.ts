import type { GatePlan } from '@holdfast/node/core/gate/plan';
import { tellPlan } from '@holdfast/node/core/gate/tell-plan';
import type { Attention, Evidence } from '../api/types/evidence';
import type { Said } from '../api/types/said';
import { kept, release, removal, second } from '../standalone/testing/any-evidence';
import { tellerIn } from '../standalone/testing/tellers';
import { planSentences } from './plan-sentences';
import { saidSentence } from './said-sentence';

const POSITION = { skuId: '101', warehouseId: 'main' };

const many = (because: 'waiting') =>
  Array.from({ length: 20 }, (_, index) => kept(`W${index}`, index, because));

const attention = (reason: string, over: Partial<Attention> = {}): Attention => ({
  reason,
  message: '',
  orderId: 'A',
  lockId: '00-A',
  propose: null,
  ...over,
});

const repair: Attention['propose'] = {
  kind: 'repair',
  quantity: 1234,
  dateUtcOnBalanceSystem: second(1),
  leadTime: '',
  lost: [
    { lockId: 'X', quantity: 1 },
    { lockId: 'Y', quantity: 2 },
  ],
};

const numbers = { totalQuantity: 40, reservedQuantity: 9, kept: [], attentions: [] };
const hold: Evidence = {
  ...numbers,
  kind: 'hold',
  reason: 'open-order',
  message: '',
  blockedBy: { orderId: 'C', lockId: '00-C', since: second(20) },
  retryAt: null,
  count: null,
};
const removed = removal(
  [release('A', 1, { quantity: 2, leftQuantity: 3, deductedQuantity: 2 }), release('B', 2)],
  [],
  10,
);

const PLANS: [name: string, evidence: Evidence][] = [
  ['a removal', removed],
  ['a removal with one that stays', { ...removed, kept: [kept('C', 20, 'open')] }],
  ['a removal with many that wait', { ...removed, kept: [kept('C', 20, 'unreadable'), ...many('waiting')] }],
  ['a removal whose next are too young', { ...removed, kept: many('waiting') }],
  [
    'canceled goods',
    removal([release('A', 1, { because: 'canceled', leftQuantity: 0, deductedQuantity: 0 })], [], 10),
  ],
  [
    'a count, and units that come back',
    {
      ...removed,
      returnedQuantity: 2,
      count: { onHand: 12, countedAt: second(3), reference: 'r', removedAfterCount: 0 },
    },
  ],
  [
    'units without a reservation',
    {
      ...removed,
      unreserved: Array.from({ length: 20 }, (_, index) => ({
        lockId: `00-U${index}`,
        orderId: `U${index}`,
        quantity: 2,
        invoicedAt: second(4),
      })),
    },
  ],
  [
    'very many orders',
    removal(
      Array.from({ length: 20 }, (_, index) => release(`O${index}`, index)),
      [],
      30,
    ),
  ],
  ['a hold', hold],
  ['a hold with many that wait', { ...hold, kept: many('waiting') }],
  ['a hold of an unknown order', { ...hold, blockedBy: { orderId: null, lockId: '00-X', since: null } }],
  ['a hold for time', { ...hold, reason: 'too-recent', blockedBy: null, retryAt: second(59) }],
  ['a reading that does not add up', { ...hold, reason: 'inconsistent-read', blockedBy: null }],
  [
    'a removal that needs a person besides',
    { ...removed, attentions: [attention('invoiced-not-acknowledged')] },
  ],
  [
    'a repair',
    { ...numbers, kind: 'attention', attentions: [attention('lost-reservation', { propose: repair })] },
  ],
  ['a loss without repair', { ...numbers, kind: 'attention', attentions: [attention('lost-reservation')] }],
  [
    'an order nobody knows',
    { ...numbers, kind: 'attention', attentions: [attention('unknown-order', { orderId: null })] },
  ],
  [
    'an order canceled after its invoice',
    {
      ...numbers,
      kind: 'attention',
      attentions: [
        attention('canceled-after-invoice', {
          propose: { kind: 'settle', lockId: '00-A', leftQuantity: 2 },
        }),
      ],
    },
  ],
  ['a number nobody is sure of', { ...removed, attentions: [attention('left-unsure')] }],
  [
    'a list that does not agree for minutes',
    {
      ...hold,
      reason: 'inconsistent-read',
      blockedBy: { orderId: 'C', lockId: '00-C', since: null },
      unreadableSince: second(7),
      attentions: [attention('list-disagrees', { orderId: null, lockId: null })],
    },
  ],
  [
    'orders of a SKU without stock',
    {
      ...numbers,
      kind: 'attention',
      attentions: [attention('no-stock'), attention('no-stock', { orderId: null, lockId: null })],
    },
  ],
  ['nothing to do', { ...numbers, kind: 'nothing' }],
];

describe.each(['en', 'pt', 'es'] as const)('in %s a line of the log says what its plan says:', (language) => {
  const teller = tellerIn(language);

  test.each(PLANS)('%s', (_name, evidence) => {
    // What the API leaves out of a plan's evidence is nothing that the line could need.
    const { said } = tellPlan({ ...evidence, position: POSITION } as unknown as GatePlan);
    const line = saidSentence(teller, JSON.parse(JSON.stringify(said)) as Said[]);
    expect(line).toBe(planSentences(teller, { ...POSITION, evidence }).join(' '));
  });
});

test('however many orders a plan is about, its line stays small', () => {
  const releases = Array.from({ length: 2_000 }, (_, index) => release(`order-${index}`, index % 60));
  const { said } = tellPlan({ ...removal(releases, [], 30), position: POSITION } as unknown as GatePlan);
  expect(JSON.stringify(said).length).toBeLessThan(1_000);
  const attentions = Array.from({ length: 25 }, () => attention('canceled-still-reserved'));
  const troubled = tellPlan({ ...removed, attentions, position: POSITION } as unknown as GatePlan);
  const line = saidSentence(tellerIn('en'), troubled.said as Said[]);
  expect(line?.match(/is canceled/g)).toHaveLength(20);
  expect(line).toMatch(/ 5 more\.$/);
});

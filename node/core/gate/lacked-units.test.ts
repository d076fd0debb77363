import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import type { LockId } from '../id';
import { type Instant, parseInstant } from '../instant';
import { decidePlan } from './gate';
import type { GateInput, OrderFacts } from './gate-input';
import type { GatePlan } from './plan';
import type { StockCount } from './stock-count';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;

interface Given {
  lockId: string;
  quantity: number;
  reserved?: string;
  ack?: string;
  left?: string;
  /** Of `quantity`, those that left at `left` while the order is still open. */
  partly?: number;
  claim?: number;
  canceled?: string | null;
  unreadable?: true;
}

/** Written at 10:45 with a lag of 15 minutes, so true at 10:30; read at 10:50, VTEX's total is 20. */
function input(given: readonly Given[], count: Partial<StockCount> | null, more: Partial<GateInput> = {}) {
  const items = given.map(({ lockId, quantity, ack, reserved = '00:01' }) =>
    aListed({
      lockId: anId(lockId),
      quantity,
      acknowledgedAt: ack === undefined ? null : t(ack),
      reservedAt: t(reserved),
    }),
  );
  const reading = {
    position: { skuId: anId('101'), warehouseId: anId('1_1') },
    balance: {
      totalQuantity: 20,
      reservedQuantity: items.reduce((sum, one) => sum + one.quantity, 0),
      isUnlimited: false,
      leadTime: '0.00:00:00',
    },
    balanceDate: t('50:00'),
    pages: [{ items, total: items.length }],
  };
  const known: GateInput = {
    reading,
    orders: new Map(given.map((one): [LockId, OrderFacts] => [anId(one.lockId), factsOf(one)])),
    knownOpen: [],
    deducted: [],
    trust: 'proven',
    guardGapMs: 1000,
    count: count && { onHand: 10, countedAt: t('30:00'), reference: 'c', removedAfterCount: 0, ...count },
    ...more,
  };
  return known;
}

function factsOf({ quantity, left, partly, claim, canceled, unreadable }: Given): OrderFacts {
  if (unreadable) return { kind: 'unreadable', reason: 'gone' };
  if (canceled !== undefined)
    return { kind: 'canceled', orderId: anId('o'), canceledAt: canceled === null ? null : t(canceled) };
  const parts = left === undefined ? [] : [{ at: t(left), quantity: partly ?? claim ?? quantity }];
  if (left !== undefined && partly === undefined)
    return {
      kind: 'invoiced',
      orderId: anId('o'),
      invoicedAt: t(left),
      leftQuantity: claim ?? quantity,
      partsLeft: parts,
    };
  return {
    kind: 'open',
    orderId: anId('o'),
    orderStatus: 'handling',
    since: null,
    partsLeft: parts,
    claimQuantity: claim ?? quantity,
  };
}

const totalOf = (plan: GatePlan) => (plan.kind === 'remove' ? plan.update.quantity : plan.totalQuantity);

// What lies before the first row is an old order in handling that blocks every release and that the number lacks.
const blocker: Given = { lockId: 'x', quantity: 1, ack: '00:30' };

describe.each([['acknowledged'], ['reserved']] as const)('a number that lacks units from %s', (lacks) => {
  test.each<[string, Given[], number]>([
    ['in handling before it', [{ lockId: 'a', quantity: 3, ack: '10:00' }], 13],
    ['in handling before it, left since', [{ lockId: 'a', quantity: 3, ack: '10:00', left: '40:00' }], 10],
    [
      'the same, kept behind another',
      [blocker, { lockId: 'a', quantity: 3, ack: '10:00', left: '40:00' }],
      14,
    ],
    ['in handling and left before it', [{ lockId: 'a', quantity: 3, ack: '10:00', left: '20:00' }], 10],
    [
      'the same, kept behind another',
      [blocker, { lockId: 'a', quantity: 3, ack: '10:00', left: '20:00' }],
      14,
    ],
    ['partly left before it', [{ lockId: 'a', quantity: 3, ack: '10:00', left: '20:00', partly: 1 }], 13],
    ['partly left after it', [{ lockId: 'a', quantity: 3, ack: '10:00', left: '40:00', partly: 1 }], 13],
    ['changed to claim less', [{ lockId: 'a', quantity: 3, ack: '10:00', claim: 1 }], 11],
    // Two units beyond the reservation are set aside, whether the number lacks them or not.
    ['changed to claim more', [{ lockId: 'a', quantity: 3, ack: '10:00', claim: 5 }], 11],
    ['of an order that nobody can read', [{ lockId: 'a', quantity: 3, ack: '10:00', unreadable: true }], 10],
    [
      'canceled, kept behind another',
      [blocker, { lockId: 'a', quantity: 3, ack: '10:00', canceled: '20:00' }],
      11,
    ],
    [
      'acknowledged and reserved after it',
      [{ lockId: 'a', quantity: 3, ack: '31:00', reserved: '30:30' }],
      10,
    ],
  ])('%s', (_case, given, total) => {
    expect(totalOf(decidePlan(input(given, { lacks })))).toBe(total);
  });
});

test.each<[string, 'acknowledged' | 'reserved', number]>([
  ['booked out at picking: it is in the number still', 'acknowledged', 10],
  ['available: it is not', 'reserved', 13],
])('an order of before the write that nobody handles yet, %s', (_case, lacks, total) => {
  expect(totalOf(decidePlan(input([{ lockId: 'a', quantity: 3 }], { lacks })))).toBe(total);
});

test('an order that the ERP was not told of is in its number still', () => {
  const given: Given[] = [{ lockId: 'a', quantity: 3 }];
  const plan = decidePlan(input(given, { lacks: 'reserved' }, { untold: new Set<LockId>([anId('a')]) }));
  expect(totalOf(plan)).toBe(10);
});

test.each<[string, Given[], number, number]>([
  ['it lowers a total', [], 20, 5],
  ['it raises none', [], 3, 3],
  ['nor one of which nothing is left', [], 0, 0],
  ['nor by what has left and is kept', [{ lockId: 'c', quantity: 2, ack: '12:00', left: '20:00' }], 6, 6],
  [
    'what is released with it goes out first',
    [{ lockId: 'c', quantity: 2, ack: '00:40', left: '20:00' }],
    6,
    4,
  ],
])('0 may stand for less: %s', (_case, more, totalQuantity, total) => {
  const given: Given[] = [
    { lockId: 'a', quantity: 2, ack: '10:00' },
    { lockId: 'b', quantity: 3, ack: '11:00' },
    ...more,
  ];
  const known = input(given, { lacks: 'acknowledged', onHand: 0 });
  known.reading.balance.totalQuantity = totalQuantity;
  expect(totalOf(decidePlan(known))).toBe(total);
});

test('the plan says what was added back, also where it changes nothing', () => {
  const given: Given[] = [{ lockId: 'a', quantity: 3, ack: '10:00' }];
  const addedBack = [{ lockId: 'a', quantity: 3 }];
  const changing = decidePlan(input(given, { lacks: 'acknowledged' }));
  expect(changing).toMatchObject({ kind: 'remove', count: { onHand: 13, addedBack } });
  const quiet = decidePlan(input(given, { lacks: 'acknowledged', onHand: 17 }));
  expect(quiet).toMatchObject({ kind: 'nothing', count: { onHand: 20, addedBack } });
});

describe('units of a lost reservation', () => {
  const lost = { lockId: anId('l'), orderId: anId('o'), claimQuantity: 3, partsLeft: [], isLost: true };

  test.each<[string, string | null, number]>([
    ['that was in handling before: the number lacks them', '10:00', 10],
    ['that was not: they are kept from sale', '40:00', 7],
    ['of which nobody knows', null, 7],
  ])('%s', (_case, ack, total) => {
    const unheld = [{ ...lost, acknowledgedAt: ack === null ? null : t(ack) }];
    const plan = decidePlan(input([], { lacks: 'acknowledged' }, { unheld }));
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity: total } });
    expect(plan).toMatchObject({ setAside: [{ lockId: 'l', deductedQuantity: 3 }] });
  });
});

describe('after it was applied', () => {
  const kept = {
    lockId: anId('a'),
    orderId: anId('o'),
    quantity: 3,
    acknowledgedAt: t('10:00'),
    because: 'open' as const,
    orderStatus: 'handling',
  };
  const lastCount = {
    seenUpTo: t('30:00'),
    kept: [kept],
    addedBack: [{ lockId: anId('a'), quantity: 3 }],
    sureFrom: t('59:00'),
  };
  const after = (one: Partial<Given>) =>
    decidePlan(input([{ lockId: 'a', quantity: 3, ack: '10:00', ...one }], null, { lastCount }));

  test.each<[string, Partial<Given>, number, number]>([
    ['it left after the count', { left: '40:00' }, 17, 3],
    ['it had left before it, as is heard only now', { left: '20:00' }, 17, 3],
    ['it is canceled: the number may have held it again', { canceled: '31:00' }, 17, 3],
    ['canceled at a moment that nobody knows', { canceled: null }, 17, 3],
    ['canceled so late that the number cannot have', { canceled: '59:30' }, 20, 0],
  ])('%s', (_case, one, quantity, deductedQuantity) => {
    expect(after(one)).toMatchObject({ update: { quantity }, releases: [{ deductedQuantity }] });
  });
});

describe('what is named beside the number', () => {
  const held: Given[] = [{ lockId: 'a', quantity: 3, ack: '10:00' }];

  test.each<[string, Given[], Partial<StockCount>, object]>([
    ['another lead time', held, { leadTime: '3.00:00:00' }, { leadTime: '3.00:00:00', quantity: 10 }],
    ['the same, written otherwise', held, { leadTime: '00:00:00' }, { leadTime: '0.00:00:00', quantity: 10 }],
    ['none', held, { leadTime: null }, { leadTime: '0.00:00:00', quantity: 10 }],
    [
      'a lead time alone',
      held,
      { onHand: 20, leadTime: '3.00:00:00' },
      { leadTime: '3.00:00:00', quantity: 20 },
    ],
    ['no limit', held, { unlimited: true }, { unlimitedQuantity: true, quantity: 20 }],
    ['a limit', held, { unlimited: false }, { unlimitedQuantity: false, quantity: 10 }],
  ])('%s', (_case, given, count, update) => {
    expect(decidePlan(input(given, count))).toMatchObject({ kind: 'remove', update });
  });

  test('a lead time alone waits where nothing is reserved: VTEX would not take it', () => {
    expect(decidePlan(input([], { onHand: 20, leadTime: '3.00:00:00' })).kind).toBe('nothing');
  });

  test.each<[string, Partial<StockCount>, string]>([
    ['a limit', { unlimited: false }, 'remove'],
    ['no limit', { unlimited: true }, 'nothing'],
    ['nothing', { unlimited: null }, 'attention'],
  ])('where VTEX has no limit: %s', (_case, count, kind) => {
    const known = input([], count);
    known.reading.balance.isUnlimited = true;
    expect(decidePlan(known).kind).toBe(kind);
  });
});

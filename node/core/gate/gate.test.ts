import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import type { LockId } from '../id';
import { type Instant, parseInstant } from '../instant';
import { decidePlan } from './gate';
import type { DeductedUnits, GateInput, OrderFacts } from './gate-input';
import type { GatePlan } from './plan';
import type { ListedReservation } from './reading';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;

/** One reservation of VTEX's list with its order: `[lockId, quantity, acknowledgedAt, order]`. */
type Given = [string, number, string | null, 'invoiced' | 'canceled' | 'open' | 'unreadable' | 'unknown'];

function listed([lockId, quantity, acknowledgedAt]: Given): ListedReservation {
  return aListed({
    lockId: anId(lockId),
    quantity,
    acknowledgedAt: acknowledgedAt === null ? null : t(acknowledgedAt),
  });
}

const left = (orderId: string, quantity: number): OrderFacts => ({
  kind: 'invoiced',
  orderId: anId(orderId),
  invoicedAt: t('30:00'),
  leftQuantity: quantity,
  partsLeft: [{ at: t('30:00'), quantity }],
});

function facts([name, quantity, , kind]: Given): [LockId, OrderFacts][] {
  const lockId = anId(name);
  const orderId = anId(name.toUpperCase());
  if (kind === 'invoiced') return [[lockId, left(orderId, quantity)]];
  if (kind === 'canceled') return [[lockId, { kind, orderId: orderId, canceledAt: t('30:00') }]];
  if (kind === 'open') return [[lockId, { kind, orderId: orderId, orderStatus: 'handling', since: null }]];
  return kind === 'unreadable' ? [[lockId, { kind, reason: 'VTEX answered 404' }]] : [];
}

function input(
  given: Given[],
  more: Partial<GateInput> & { total?: number; reserved?: number } = {},
): GateInput {
  const items = given.map(listed);
  const reservedQuantity = more.reserved ?? items.reduce((sum, one) => sum + one.quantity, 0);
  return {
    reading: {
      position: { skuId: anId('0123'), warehouseId: anId('Main') },
      balance: {
        totalQuantity: more.total ?? 20,
        reservedQuantity,
        isUnlimited: false,
        leadTime: '3.04:05:06',
      },
      balanceDate: t('50:00'),
      pages: [{ items, total: items.length }],
    },
    orders: new Map(given.flatMap(facts)),
    knownOpen: [],
    deducted: [],
    trust: 'proven',
    guardGapMs: 1000,
    count: null,
    ...more,
  };
}

const reasons = (plan: GatePlan) => plan.attentions.map((one) => one.reason);
const deducted = (
  lockId: string,
  quantity: number,
  settled: DeductedUnits['settled'] = null,
  lost = true,
): DeductedUnits => ({ lockId: anId(lockId), quantity, lost, settled });
const invoicedLater = { kind: 'invoiced' as const, invoicedAt: t('30:00'), leftQuantity: 3 };

describe('releases and the total', () => {
  test('the whole plan, once', () => {
    const given: Given[] = [
      ['c', 4, '05:00', 'invoiced'],
      ['b', 1, '04:00', 'open'],
      ['a', 2, '01:00.0000001', 'invoiced'],
      ['x', 3, '02:00', 'canceled'],
      ['n', 1, null, 'open'],
    ];
    expect(decidePlan(input(given))).toEqual({
      kind: 'remove',
      position: { skuId: '0123', warehouseId: 'Main' },
      totalQuantity: 20,
      reservedQuantity: 11,
      update: {
        quantity: 18,
        dateUtcOnBalanceSystem: t('02:01'),
        leadTime: '3.04:05:06',
        unlimitedQuantity: false,
      },
      releases: [
        {
          lockId: 'a',
          orderId: 'A',
          quantity: 2,
          leftQuantity: 2,
          deductedQuantity: 2,
          acknowledgedAt: t('01:00.0000001'),
          because: 'invoiced',
          invoicedAt: t('30:00'),
        },
        {
          lockId: 'x',
          orderId: 'X',
          quantity: 3,
          leftQuantity: 0,
          deductedQuantity: 0,
          acknowledgedAt: t('02:00'),
          because: 'canceled',
          invoicedAt: null,
        },
      ],
      kept: [
        {
          lockId: 'b',
          orderId: 'B',
          quantity: 1,
          acknowledgedAt: t('04:00'),
          because: 'open',
          orderStatus: 'handling',
        },
        {
          lockId: 'c',
          orderId: 'C',
          quantity: 4,
          acknowledgedAt: t('05:00'),
          because: 'waiting',
          orderStatus: null,
        },
      ],
      attentions: [],
      unreserved: [],
      returnedQuantity: 0,
      closedDeductions: [],
      dependsOnWatermark: true,
      count: null,
      retryAt: null,
    });
  });

  test.each<[string, Given[], Partial<GateInput>, number, string[]]>([
    [
      'equal instants go together',
      [
        ['a', 1, '01:00', 'invoiced'],
        ['b', 2, '01:00', 'canceled'],
      ],
      {},
      19,
      ['a', 'b'],
    ],
    [
      'an earlier tick goes alone',
      [
        ['a', 1, '01:00', 'invoiced'],
        ['b', 2, '02:00', 'invoiced'],
        ['c', 1, '02:00', 'open'],
      ],
      {},
      19,
      ['a'],
    ],
    ['only canceled: the total stays', [['a', 5, '01:00', 'canceled']], {}, 20, ['a']],
    [
      'units deducted before are not deducted again',
      [['a', 5, '01:00', 'invoiced']],
      { deducted: [deducted('a', 2, null, false)] },
      17,
      ['a'],
    ],
    [
      'more than left was deducted: the difference comes back',
      [['a', 5, '01:00', 'invoiced']],
      { deducted: [deducted('a', 7, invoicedLater)] },
      22,
      ['a'],
    ],
    [
      'units of another lock are its own',
      [['a', 5, '01:00', 'invoiced']],
      { deducted: [deducted('A', 2)] },
      15,
      ['a'],
    ],
    [
      'a kit part, or one lock of two lines, is one reservation',
      [['a', 6, '01:00', 'invoiced']],
      {},
      14,
      ['a'],
    ],
    ['the last unit', [['a', 20, '01:00', 'invoiced']], {}, 0, ['a']],
    [
      'a reservation that is over in VTEX is not released',
      [
        ['a', 2, '01:00', 'invoiced'],
        ['b', 0, '01:01', 'open'],
      ],
      {},
      18,
      ['a'],
    ],
  ])('%s', (_name, given, more, quantity, locks) => {
    const plan = decidePlan(input(given, more));
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity } });
    expect(plan.kind === 'remove' && plan.releases.map((one) => one.lockId)).toEqual(locks);
  });

  test('a partly invoiced order is open', () => {
    const given = input([
      ['a', 2, '01:00', 'open'],
      ['b', 1, '02:00', 'invoiced'],
    ]);
    const orders = new Map(given.orders).set(anId('a'), {
      kind: 'open',
      orderId: anId('A'),
      orderStatus: 'payment-approved',
      since: null,
      partsLeft: [{ at: t('20:00'), quantity: 1 }],
    });
    expect(decidePlan({ ...given, orders })).toMatchObject({
      kind: 'hold',
      reason: 'open-order',
      blockedBy: { lockId: 'a' },
    });
  });

  test('lock ids compare exactly', () => {
    const given = input([
      ['0123', 2, '01:00', 'unknown'],
      ['b', 1, '02:00', 'invoiced'],
    ]);
    const orders = new Map(given.orders).set(anId('123'), {
      kind: 'canceled',
      orderId: anId('123'),
      canceledAt: null,
    });
    expect(decidePlan({ ...given, orders })).toMatchObject({ kind: 'hold', reason: 'unreadable-order' });
  });

  test('nothing is left: dependsOnWatermark is false', () => {
    expect(
      decidePlan(
        input([
          ['a', 1, '01:00', 'invoiced'],
          ['n', 1, null, 'open'],
        ]),
      ),
    ).toMatchObject({ kind: 'remove', dependsOnWatermark: false });
  });
});

describe('holds', () => {
  test.each<[string, Given[], Partial<GateInput>, object]>([
    [
      'the oldest is open',
      [
        ['a', 1, '01:00', 'open'],
        ['b', 2, '02:00', 'invoiced'],
      ],
      {},
      {
        reason: 'open-order',
        blockedBy: { orderId: anId('A'), lockId: anId('a'), since: t('01:00') },
        retryAt: null,
        message:
          'Order A has been in handling since 2026-03-01 10:01:00 UTC and has not been invoiced in full; 2 units of order B wait.',
      },
    ],
    [
      'the oldest cannot be read',
      [
        ['a', 1, '01:00', 'unreadable'],
        ['b', 1, '02:00', 'invoiced'],
      ],
      {},
      { reason: 'unreadable-order', blockedBy: { orderId: null, lockId: anId('a'), since: t('01:00') } },
    ],
    [
      'a missing fact is unreadable',
      [
        ['a', 1, '01:00', 'unknown'],
        ['b', 1, '02:00', 'invoiced'],
      ],
      {},
      { reason: 'unreadable-order' },
    ],
    [
      'too close',
      [
        ['b', 1, '02:00', 'invoiced'],
        ['a', 1, '02:01.9999999', 'open'],
      ],
      {},
      {
        reason: 'no-room',
        blockedBy: { orderId: anId('A'), lockId: anId('a'), since: t('02:01.9999999') },
        retryAt: null,
      },
    ],
    [
      'too close to the read',
      [['b', 1, '49:59.5', 'invoiced']],
      {},
      { reason: 'too-recent', blockedBy: null, retryAt: t('50:01') },
    ],
    [
      'given up',
      [
        ['b', 1, '02:00', 'invoiced'],
        ['a', 1, '12:00', 'open'],
      ],
      { trust: 'broken' },
      {
        reason: 'watermark-given-up',
        blockedBy: { orderId: anId('A'), lockId: anId('a'), since: t('12:00') },
      },
    ],
    [
      'given up: all or none',
      [
        ['a', 1, '01:00', 'invoiced'],
        ['b', 1, '49:59.5', 'invoiced'],
      ],
      { trust: 'broken' },
      { reason: 'too-recent', retryAt: t('50:01') },
    ],
    [
      'read in pieces',
      [['b', 1, '02:00', 'invoiced']],
      { knownOpen: [{ lockId: anId('z'), orderId: anId('Z'), quantity: 1, acknowledged: false }] },
      {
        reason: 'inconsistent-read',
        blockedBy: { orderId: anId('Z'), lockId: anId('z'), since: null },
        retryAt: t('51:00'),
      },
    ],
  ])('%s', (_name, given, more, expected) => {
    expect(decidePlan(input(given, more))).toMatchObject({ kind: 'hold', count: null, ...expected });
  });

  test('a list that does not add up is never planned from', () => {
    expect(decidePlan(input([['a', 1, '01:00', 'invoiced']], { reserved: 2 }))).toMatchObject({
      kind: 'hold',
      reason: 'inconsistent-read',
    });
  });

  test.each([
    ['for the first time', null, '51:00', 0],
    ['not for five minutes yet', '45:00.001', '51:00', 0],
    ['for five minutes: a person hears of it', '45:00', '55:00', 1],
    ['for long: read again after as long, and after a quarter of an hour at most', '20:00', '05:00', 1],
  ])('a list that does not add up, %s', (_case, since, retryAt, attentions) => {
    const unreadableSince = since === null ? null : t(since);
    const plan = decidePlan(input([['a', 1, '01:00', 'invoiced']], { reserved: 2, unreadableSince }));
    const again = retryAt === '05:00' ? parseInstant('2026-03-01T11:05:00Z') : t(retryAt);
    expect(plan).toMatchObject({ kind: 'hold', reason: 'inconsistent-read', retryAt: again });
    expect(plan.attentions).toHaveLength(attentions);
  });

  describe('a date from which no watermark can be drawn', () => {
    /** As it was once read; before every date as a text, after every date as a time. */
    const ODD = '+010000-01-01T02:59:59.9999999Z' as Instant;
    const withOdd = (given: Given[], more: Partial<GateInput> = {}): GateInput => {
      const made = input(given, more);
      const [first] = made.reading.pages[0]?.items ?? [];
      if (first) first.acknowledgedAt = ODD;
      return made;
    };
    const noDate = { reason: 'inconsistent-read', message: expect.stringContaining('could be drawn from') };
    const given: Given[] = [
      ['a', 2, '01:00', 'invoiced'],
      ['b', 1, '02:00', 'open'],
      ['c', 1, '03:00', 'open'],
    ];

    test('holds what is settled', () => {
      expect(decidePlan(withOdd(given))).toMatchObject({ kind: 'hold', ...noDate });
    });

    test('holds a count', () => {
      const count = { onHand: 9, countedAt: t('40:00'), reference: 'c1', removedAfterCount: 0 };
      expect(decidePlan(withOdd(given, { count }))).toMatchObject({ kind: 'hold', ...noDate, count });
      const late = { ...count, countedAt: '9999-12-31T23:59:59.9999999Z' as Instant };
      expect(decidePlan(input([], { count: late }))).toMatchObject({ kind: 'hold', ...noDate });
    });

    test('proposes no repair', () => {
      const knownOpen = [{ lockId: anId('gone'), quantity: 1, orderId: anId('GONE'), acknowledged: true }];
      const plan = decidePlan(withOdd(given, { knownOpen }));
      expect(plan.attentions).toMatchObject([{ reason: 'lost-reservation', propose: null }]);
    });
  });

  test('given up, and nothing open in handling: all settled go', () => {
    const plan = decidePlan(
      input(
        [
          ['a', 1, '01:00', 'invoiced'],
          ['b', 1, '02:00', 'canceled'],
          ['n', 1, null, 'open'],
        ],
        { trust: 'broken' },
      ),
    );
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity: 19 }, dependsOnWatermark: false });
  });

  test('the oldest does not wait for ever for young ones', () => {
    const plan = decidePlan(
      input([
        ['a', 1, '01:00', 'invoiced'],
        ['b', 1, '49:59.5', 'invoiced'],
      ]),
    );
    expect(plan).toMatchObject({
      kind: 'remove',
      update: { quantity: 19 },
      retryAt: t('50:01'),
      kept: [{ lockId: 'b', because: 'waiting' }],
    });
  });
});

describe('nothing', () => {
  test.each<[string, Given[]]>([
    ['an empty position', []],
    ['nobody in handling', [['a', 1, null, 'open']]],
    [
      'all in handling',
      [
        ['a', 1, '01:00', 'open'],
        ['b', 1, '02:00', 'open'],
      ],
    ],
  ])('%s', (_name, given) => {
    expect(decidePlan(input(given))).toMatchObject({ kind: 'nothing', attentions: [] });
  });
});

describe('units deducted on behalf of lost reservations', () => {
  test('come back when their order is canceled, and nothing else is released', () => {
    const plan = decidePlan(
      input([['a', 1, '01:00', 'open']], { deducted: [deducted('l', 3, { kind: 'canceled' })] }),
    );
    expect(plan).toMatchObject({
      kind: 'remove',
      update: { quantity: 23, dateUtcOnBalanceSystem: t('00:59') },
      releases: [],
      returnedQuantity: 3,
      closedDeductions: ['l'],
      dependsOnWatermark: true,
    });
  });

  test('come back together with a release', () => {
    const plan = decidePlan(
      input([['a', 1, '01:00', 'invoiced']], { deducted: [deducted('l', 3, { kind: 'canceled' })] }),
    );
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity: 22 }, releases: [{ lockId: 'a' }] });
  });

  test('stay out when it is invoiced: that only closes them', () => {
    const plan = decidePlan(
      input([['a', 1, '01:00', 'invoiced']], {
        deducted: [deducted('l', 3, invoicedLater), deducted('o', 2)],
      }),
    );
    expect(plan).toMatchObject({ update: { quantity: 19 }, returnedQuantity: 0, closedDeductions: ['l'] });
    expect(decidePlan(input([], { deducted: [deducted('l', 3, invoicedLater)] })).kind).toBe('nothing');
  });

  test('come back for a canceled order VTEX lists again, and its release deducts nothing', () => {
    const plan = decidePlan(input([['l', 3, '01:00', 'canceled']], { deducted: [deducted('l', 3)] }));
    expect(plan).toMatchObject({
      update: { quantity: 23 },
      releases: [{ lockId: 'l', deductedQuantity: 0 }],
      closedDeductions: ['l'],
    });
  });

  test('never with an update that would release somebody', () => {
    const plan = decidePlan(
      input([['a', 1, '01:00', 'open']], {
        trust: 'broken',
        deducted: [deducted('l', 3, { kind: 'canceled' })],
      }),
    );
    expect(plan).toMatchObject({ kind: 'hold', reason: 'watermark-given-up' });
  });
});

describe('attentions', () => {
  const ready: Given = ['r', 1, '01:00', 'invoiced'];
  test.each<
    [string, Given[], Partial<GateInput> & { total?: number; reserved?: number }, GatePlan['kind'], object]
  >([
    [
      'invoiced, never acknowledged',
      [['a', 2, null, 'invoiced']],
      {},
      'attention',
      {
        reason: 'invoiced-not-acknowledged',
        orderId: 'A',
        lockId: 'a',
        propose: { kind: 'acknowledge', lockId: 'a' },
      },
    ],
    [
      'the same beside a removal',
      [['a', 2, null, 'invoiced'], ready],
      {},
      'remove',
      { reason: 'invoiced-not-acknowledged' },
    ],
    [
      'canceled, still reserved',
      [['a', 2, null, 'canceled']],
      {},
      'attention',
      { reason: 'canceled-still-reserved', propose: { kind: 'cancel', lockId: 'a' } },
    ],
    [
      'unknown order in handling',
      [['a', 2, '01:00', 'unknown']],
      {},
      'attention',
      { reason: 'unknown-order', orderId: null, lockId: 'a', propose: null },
    ],
    [
      'the same blocking a removal',
      [['a', 2, '00:30', 'unreadable'], ready],
      {},
      'hold',
      { reason: 'unknown-order' },
    ],
    ['negative reserved', [ready], { reserved: -4 }, 'attention', { reason: 'negative-reserved' }],
    [
      'total too small',
      [['a', 21, '01:00', 'invoiced']],
      {},
      'attention',
      { reason: 'total-too-small', propose: null },
    ],
  ])('%s', (_name, given, more, kind, expected) => {
    const plan = decidePlan(input(given, more));
    expect(plan.kind).toBe(kind);
    expect(plan.attentions).toMatchObject([expected]);
  });

  test('aborted reservations that are still counted do not block', () => {
    const given = input([ready], { reserved: 4 });
    given.reading.pages = [
      { items: [listed(ready), { ...listed(['x', 3, null, 'open']), state: 'aborted' }], total: 2 },
    ];
    const plan = decidePlan(given);
    expect(plan.kind).toBe('remove');
    expect(plan.attentions).toMatchObject([
      { reason: 'aborted-still-counted', lockId: 'x', propose: { kind: 'cancel', lockId: 'x' } },
    ]);
  });

  test('many active reservations', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index): Given => [`n${index}`, 1, null, 'open']);
    expect(reasons(decidePlan(input(many(1500))))).toEqual([]);
    expect(reasons(decidePlan(input(many(1501))))).toEqual(['too-many-active']);
  });

  test('unlimited stock is never touched, and only mentioned when something waits', () => {
    const unlimited = (given: Given[]) => {
      const one = input(given);
      one.reading.balance.isUnlimited = true;
      return decidePlan(one);
    };
    expect(unlimited([ready])).toMatchObject({
      kind: 'attention',
      attentions: [{ reason: 'unlimited-stock' }],
    });
    expect(unlimited([['a', 1, '01:00', 'open']])).toMatchObject({
      kind: 'nothing',
      attentions: [],
      isUnlimited: true,
    });
  });
});

describe('an open reservation that vanished', () => {
  const gone = (lockId: string, quantity: number, acknowledged = true) => ({
    lockId: anId(lockId),
    quantity,
    orderId: anId(lockId.toUpperCase()),
    acknowledged,
  });
  const ready: Given = ['r', 1, '02:00', 'invoiced'];

  test('blocks, and its repair releases nothing', () => {
    const plan = decidePlan(input([ready], { knownOpen: [gone('p', 3), gone('q', 2)] }));
    expect(plan).toMatchObject({ kind: 'attention', kept: [{ lockId: 'r', because: 'waiting' }] });
    expect(plan.attentions).toMatchObject([
      {
        reason: 'lost-reservation',
        orderId: null,
        lockId: null,
        propose: {
          kind: 'repair',
          quantity: 15,
          dateUtcOnBalanceSystem: t('01:59'),
          leadTime: '3.04:05:06',
          lost: [
            { lockId: 'p', quantity: 3 },
            { lockId: 'q', quantity: 2 },
          ],
        },
      },
    ]);
  });

  test('names its order when it is the only one', () => {
    expect(decidePlan(input([], { knownOpen: [gone('p', 3)] })).attentions).toMatchObject([
      { orderId: 'P', lockId: 'p' },
    ]);
  });

  test('is not missed again once it is accounted for', () => {
    const plan = decidePlan(input([ready], { knownOpen: [gone('p', 3)], deducted: [deducted('p', 3)] }));
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity: 19 }, attentions: [] });
  });

  test('together with one that was never handled: hold, but say so', () => {
    const plan = decidePlan(input([ready], { knownOpen: [gone('p', 3), gone('q', 2, false)] }));
    expect(plan).toMatchObject({
      kind: 'hold',
      reason: 'inconsistent-read',
      attentions: [{ reason: 'lost-reservation', propose: { lost: [{ lockId: 'p' }] } }],
    });
  });

  test('no repair where every update releases: the settled go first, then it is possible', () => {
    const broken = { trust: 'broken' as const, knownOpen: [gone('p', 3)] };
    expect(decidePlan(input([ready], broken))).toMatchObject({
      kind: 'remove',
      attentions: [{ propose: null }],
    });
    expect(decidePlan(input([['o', 1, '01:00', 'open'], ready], broken))).toMatchObject({
      kind: 'attention',
      attentions: [{ propose: null }],
    });
    expect(decidePlan(input([], broken))).toMatchObject({
      kind: 'attention',
      attentions: [{ propose: { quantity: 17 } }],
    });
  });

  test('no repair below zero', () => {
    expect(decidePlan(input([], { total: 2, knownOpen: [gone('p', 3)] })).attentions).toMatchObject([
      { propose: null },
    ]);
  });
});

describe('a replaced order whose successor may go on under its lock', () => {
  const replaced: [LockId, OrderFacts] = [
    anId('r'),
    { kind: 'open', orderId: anId('R'), orderStatus: 'replaced', since: null, isSuccessorUnread: true },
  ];
  const planned = (...given: Given[]) => {
    const all = input(given);
    return decidePlan({ ...all, orders: new Map([...all.orders, replaced]) });
  };

  test('is held, named, and looked at again, also alone', () => {
    const held = { kind: 'hold', reason: 'open-order', blockedBy: { orderId: 'R' }, retryAt: t('55:00') };
    expect(planned(['r', 1, '01:00', 'open'])).toMatchObject(held);
    expect(planned(['r', 1, '01:00', 'open'], ['b', 1, '02:00', 'invoiced'])).toMatchObject(held);
  });

  test('behind an order in handling only that one is waited for', () => {
    const plan = planned(['a', 1, '01:00', 'open'], ['r', 1, '02:00', 'open'], ['b', 1, '03:00', 'invoiced']);
    expect(plan).toMatchObject({ kind: 'hold', blockedBy: { orderId: 'A' }, retryAt: null });
    expect(planned(['a', 1, '01:00', 'open'], ['r', 1, '02:00', 'open']).kind).toBe('nothing');
  });
});

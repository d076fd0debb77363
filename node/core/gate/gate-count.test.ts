import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import type { LockId } from '../id';
import { type Instant, parseInstant } from '../instant';
import type { InvoicedPart } from '../order/left';
import { decidePlan } from './gate';
import type { DeductedUnits, GateInput, OrderFacts, UnheldUnits } from './gate-input';
import type { SetAside, StockCount } from './stock-count';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;

interface Given {
  lockId: string;
  quantity: number;
  ack: string | null;
  invoicedAt?: string;
  parts?: InvoicedPart[];
  canceled?: true;
  claimQuantity?: number;
}

/** Counted at 10:30, read at 10:50, VTEX's total is 20. */
function input(given: Given[], count: Partial<StockCount>, more: Partial<GateInput> = {}): GateInput {
  const items = given.map(({ lockId, quantity, ack }) =>
    aListed({ lockId: anId(lockId), quantity, acknowledgedAt: ack === null ? null : t(ack) }),
  );
  return {
    reading: {
      position: { skuId: anId('101'), warehouseId: anId('1_1') },
      balance: {
        totalQuantity: 20,
        reservedQuantity: items.reduce((sum, one) => sum + one.quantity, 0),
        isUnlimited: false,
        leadTime: '0.00:00:00',
      },
      balanceDate: t('50:00'),
      pages: [{ items, total: items.length }],
    },
    orders: new Map(given.map((one): [LockId, OrderFacts] => [anId(one.lockId), factsOf(one)])),
    knownOpen: [],
    deducted: [],
    trust: 'proven',
    guardGapMs: 1000,
    count: { onHand: 10, countedAt: t('30:00'), reference: 'c-1', removedAfterCount: 0, ...count },
    ...more,
  };
}

function factsOf({ quantity, invoicedAt, parts, canceled, claimQuantity }: Given): OrderFacts {
  if (canceled) return { kind: 'canceled', orderId: anId('o'), canceledAt: null };
  if (invoicedAt)
    return {
      kind: 'invoiced',
      orderId: anId('o'),
      invoicedAt: t(invoicedAt),
      leftQuantity: quantity,
      partsLeft: parts ?? [{ at: t(invoicedAt), quantity }],
    };
  return {
    kind: 'open',
    orderId: anId('o'),
    orderStatus: 'handling',
    since: null,
    partsLeft: parts,
    claimQuantity,
  };
}

const open: Given = { lockId: 'o', quantity: 1, ack: '02:00' };
const before: Given = { lockId: 'b', quantity: 2, ack: '01:00', invoicedAt: '30:00' };
const after: Given = { lockId: 'a', quantity: 3, ack: '01:30', invoicedAt: '30:00.0000001' };
const owed = (settled: DeductedUnits['settled'], lost = true, lockId = 'l'): DeductedUnits => ({
  lockId: anId(lockId),
  quantity: 4,
  lost,
  settled,
});

const added: UnheldUnits = {
  lockId: anId('n'),
  orderId: anId('o'),
  claimQuantity: 3,
  partsLeft: [],
  isLost: false,
};

describe('a stock count', () => {
  test.each<[string, Given[], Partial<StockCount>, Partial<GateInput>, number, string]>([
    ['nothing acknowledged', [{ ...open, ack: null }], {}, {}, 10, '29:59'],
    ['nothing acknowledged, counted after the read', [], { countedAt: t('55:00') }, {}, 10, '49:59'],
    ['only open: it releases nothing', [open], {}, {}, 10, '01:59'],
    ['released, gone before the count', [before], {}, {}, 10, '01:01'],
    ['released, gone after the count', [after], {}, {}, 7, '01:31'],
    ['kept, gone before the count', [{ ...open, ack: '00:30' }, before], {}, {}, 12, '00:29'],
    ['kept, gone after the count', [{ ...open, ack: '00:30' }, after], {}, {}, 10, '00:29'],
    [
      'too close to an open one: it releases nothing',
      [before, { ...open, ack: '01:01' }],
      {},
      {},
      12,
      '00:59',
    ],
    ['never acknowledged, gone before the count', [{ ...before, ack: null }], {}, {}, 12, '29:59'],
    ['released, canceled', [{ ...open, canceled: true }], {}, {}, 10, '02:01'],
    [
      'kept, canceled',
      [
        { ...open, ack: '00:30' },
        { ...before, invoicedAt: undefined, canceled: true },
      ],
      {},
      {},
      10,
      '00:29',
    ],
    ['removed earlier, gone after the count', [open], { removedAfterCount: 2 }, {}, 8, '01:59'],
    ['lost and still open', [open], {}, { deducted: [owed(null)] }, 6, '01:59'],
    [
      'lost, gone after the count',
      [open],
      {},
      { deducted: [owed({ kind: 'invoiced', invoicedAt: t('30:00.0000001'), leftQuantity: 4 })] },
      6,
      '01:59',
    ],
    [
      'lost, gone before the count',
      [open],
      {},
      { deducted: [owed({ kind: 'invoiced', invoicedAt: t('30:00'), leftQuantity: 4 })] },
      10,
      '01:59',
    ],
    ['lost, canceled', [open], {}, { deducted: [owed({ kind: 'canceled' })] }, 10, '01:59'],
    [
      'deducted, still listed and kept',
      [{ ...open, quantity: 5 }],
      {},
      { deducted: [owed(null, false, 'o')] },
      6,
      '01:59',
    ],
    [
      'deducted, still listed and released',
      [before],
      {},
      { deducted: [owed(null, false, 'b')] },
      10,
      '01:01',
    ],
    [
      'partly gone before, kept',
      [
        {
          ...open,
          quantity: 5,
          parts: [
            { at: t('29:00'), quantity: 2 },
            { at: t('31:00'), quantity: 1 },
          ],
        },
      ],
      {},
      {},
      12,
      '01:59',
    ],
    [
      'partly gone before, released',
      [
        {
          ...after,
          parts: [
            { at: t('29:00'), quantity: 1 },
            { at: t('31:00'), quantity: 2 },
          ],
        },
      ],
      {},
      {},
      8,
      '01:31',
    ],
    ['added without a reservation, still open', [], {}, { unheld: [added] }, 7, '29:59'],
    [
      'added without a reservation, one of them gone before the count',
      [],
      {},
      { unheld: [{ ...added, partsLeft: [{ at: t('29:00'), quantity: 1 }] }] },
      8,
      '29:59',
    ],
    [
      'set aside by the count before, still open',
      [],
      {},
      { unheld: [added], deducted: [{ ...owed(null, false, 'n'), quantity: 3 }] },
      7,
      '29:59',
    ],
    [
      'set aside, and its order canceled',
      [],
      {},
      { deducted: [owed({ kind: 'canceled' }, false, 'n')] },
      10,
      '29:59',
    ],
    ['the order claims more than is reserved', [{ ...open, claimQuantity: 3 }], {}, {}, 8, '01:59'],
    [
      'the order claims more than is reserved, and is not in handling yet',
      [{ ...open, ack: null, claimQuantity: 3 }],
      {},
      {},
      10,
      '29:59',
    ],
    [
      'the order claims less than is reserved',
      [{ ...open, quantity: 3, claimQuantity: 1 }],
      {},
      {},
      10,
      '01:59',
    ],
  ])('%s', (_name, given, count, more, quantity, watermark) => {
    const plan = decidePlan(input(given, count, more));
    expect(plan).toMatchObject({
      kind: 'remove',
      update: { quantity, dateUtcOnBalanceSystem: t(watermark) },
      count: { reference: 'c-1' },
    });
  });

  test('that changes nothing is nothing', () => {
    expect(decidePlan(input([open], { onHand: 20 }))).toMatchObject({ kind: 'nothing' });
  });

  test('that changes nothing is sent when it releases or closes something', () => {
    expect(decidePlan(input([before], { onHand: 20 }))).toMatchObject({
      kind: 'remove',
      update: { quantity: 20 },
    });
    const plan = decidePlan(input([open], { onHand: 20 }, { deducted: [owed({ kind: 'canceled' })] }));
    expect(plan).toMatchObject({
      kind: 'remove',
      update: { quantity: 20 },
      closedDeductions: ['l'],
      releases: [],
    });
  });

  test('says what it sets aside and is sent for it, once', () => {
    const setAside: SetAside[] = [
      { lockId: anId('o'), orderId: anId('o'), quantity: 2, deductedQuantity: 2 },
      { lockId: anId('n'), orderId: anId('o'), quantity: 2, deductedQuantity: 3 },
    ];
    const claims = [{ ...open, claimQuantity: 3 }];
    const unheld = [{ ...added, partsLeft: [{ at: t('29:00'), quantity: 1 }] }];
    expect(decidePlan(input(claims, { onHand: 24 }, { unheld }))).toMatchObject({
      kind: 'remove',
      update: { quantity: 20 },
      setAside,
    });
    const deducted = setAside.map((one) => ({
      ...owed(null, false, one.lockId),
      quantity: one.deductedQuantity,
    }));
    expect(decidePlan(input(claims, { onHand: 24 }, { unheld, deducted }))).toMatchObject({
      kind: 'nothing',
    });
  });

  test('below what has left needs a person', () => {
    expect(decidePlan(input([after], { onHand: 2 }))).toMatchObject({
      kind: 'attention',
      attentions: [{ reason: 'total-too-small' }],
    });
    expect(decidePlan(input([after], { onHand: 3 }))).toMatchObject({
      kind: 'remove',
      update: { quantity: 0 },
    });
  });

  test('does not touch unlimited stock', () => {
    const given = input([], {});
    given.reading.balance.isUnlimited = true;
    expect(decidePlan(given)).toMatchObject({
      kind: 'attention',
      attentions: [{ reason: 'unlimited-stock' }],
    });
  });

  test('waits where every update releases, while something is in handling', () => {
    const plan = decidePlan(input([open], {}, { trust: 'broken' }));
    expect(plan).toMatchObject({ kind: 'hold', reason: 'watermark-given-up', count: { reference: 'c-1' } });
    expect(plan.kind === 'hold' && plan.message).toMatch(/the stock count waits/);
    expect(decidePlan(input([{ ...open, ack: null }], {}, { trust: 'broken' })).kind).toBe('remove');
  });
});

it('waits while VTEX shows none of the acknowledgements that our record knows', () => {
  const listed: Given[] = [{ lockId: 'a', quantity: 2, ack: null }];
  const known = (acknowledged: boolean) => [
    { lockId: anId('a'), quantity: 2, orderId: anId('o'), acknowledged },
  ];
  expect(decidePlan(input(listed, {}, { knownOpen: known(true) }))).toMatchObject({
    kind: 'hold',
    reason: 'inconsistent-read',
    blockedBy: { lockId: 'a' },
  });
  expect(decidePlan(input(listed, {}, { knownOpen: known(false) })).kind).toBe('remove');
});

it('does not wait for one that is recorded as lost: VTEX lists it no more', () => {
  const lost = [{ lockId: anId('l'), quantity: 4, orderId: anId('o'), acknowledged: true }];
  const gate = decidePlan(input([], {}, { knownOpen: lost, deducted: [owed(null)] }));
  expect(gate).toMatchObject({ kind: 'remove', update: { quantity: 6 } });
});

describe('units that left without a reservation', () => {
  const left = [{ lockId: anId('x'), orderId: anId('o-x'), quantity: 3, invoicedAt: t('35:00') }];
  const before = [{ lockId: anId('x'), orderId: anId('o-x'), quantity: 3, invoicedAt: t('25:00') }];

  it.each([
    ['after the count', left, 7],
    ['before it', before, 10],
  ])('%s', (_when, units, quantity) => {
    const gate = decidePlan(input([], {}, { left: units }));
    expect(gate).toMatchObject({
      kind: 'remove',
      update: { quantity },
      closedDeductions: ['x'],
      attentions: [],
    });
  });

  it('are closed by a count that changes nothing', () => {
    expect(decidePlan(input([], { onHand: 20 }, { left: before }))).toMatchObject({
      kind: 'remove',
      update: { quantity: 20 },
      closedDeductions: ['x'],
    });
  });

  it('need a person without a count, and stay remembered beside a removal', () => {
    const one: Given[] = [{ lockId: 'a', quantity: 2, ack: '10:00', invoicedAt: '20:00' }];
    const deducted: DeductedUnits[] = [
      {
        lockId: anId('x'),
        quantity: 1,
        lost: true,
        settled: { kind: 'invoiced', invoicedAt: t('35:00'), leftQuantity: 1 },
      },
    ];
    const gate = decidePlan({ ...input(one, {}, { left, deducted }), count: null });
    expect(gate).toMatchObject({
      kind: 'remove',
      update: { quantity: 18 },
      closedDeductions: [],
      attentions: [{ reason: 'lost-reservation', lockIds: ['x'], propose: { quantity: 17 } }],
    });
    expect(decidePlan({ ...input([], {}, { left }), count: null }).kind).toBe('attention');
  });

  it('are not repaired where an update would release others', () => {
    const open: Given[] = [{ lockId: 'a', quantity: 2, ack: '10:00' }];
    const gate = decidePlan({ ...input(open, {}, { left, trust: 'broken' }), count: null });
    expect(gate.attentions).toMatchObject([{ reason: 'lost-reservation', propose: null, lockIds: ['x'] }]);
  });
});

describe('after a count was applied', () => {
  const one = (parts?: InvoicedPart[]): Given[] => [
    { lockId: 'a', quantity: 3, ack: '10:00', invoicedAt: '20:00', parts },
  ];
  const kept = {
    lockId: anId('a'),
    orderId: anId('o'),
    quantity: 3,
    acknowledgedAt: t('10:00'),
    orderStatus: 'handling',
  };
  const after = (more: { because: 'open' | 'waiting'; leftQuantity?: number }, given = one(), at = '30:00') =>
    decidePlan({
      ...input(given, {}, { lastCount: { seenUpTo: t(at), kept: [{ ...kept, ...more }] } }),
      count: null,
    });

  it.each([
    ['was taken for open, had left: the total lacks it already', after({ because: 'open' }), 20, 0],
    ['was known to have left: the total still has it', after({ because: 'waiting' }), 17, 3],
    ['left after it', after({ because: 'open' }, one(), '15:00'), 17, 3],
    ['partly known to have left', after({ because: 'open', leftQuantity: 1 }), 19, 1],
    [
      'partly left after it',
      after(
        { because: 'open' },
        one([
          { at: t('20:00'), quantity: 2 },
          { at: t('40:00'), quantity: 1 },
        ]),
      ),
      19,
      1,
    ],
  ])('a release that %s', (_case, gate, quantity, deductedQuantity) => {
    expect(gate).toMatchObject({ kind: 'remove', update: { quantity }, releases: [{ deductedQuantity }] });
  });

  it('a new count starts from its own number', () => {
    const lastCount = { seenUpTo: t('25:00'), kept: [{ ...kept, because: 'open' as const }] };
    expect(decidePlan(input(one(), { onHand: 10 }, { lastCount }))).toMatchObject({
      update: { quantity: 10 },
    });
    // Kept behind an open one it stays reserved, so its units are added to what was counted.
    const behind = [{ ...open, ack: '05:00' }, ...one()];
    expect(decidePlan(input(behind, { onHand: 10 }, { lastCount }))).toMatchObject({
      update: { quantity: 13 },
    });
  });

  it('what a repair took out before it is not lacking twice', () => {
    const lastCount = { seenUpTo: t('30:00'), kept: [{ ...kept, because: 'open' as const }] };
    const deducted: DeductedUnits[] = [{ lockId: anId('a'), quantity: 2, lost: true, settled: null }];
    expect(decidePlan({ ...input(one(), {}, { lastCount, deducted }), count: null })).toMatchObject({
      update: { quantity: 20 },
      releases: [{ deductedQuantity: 0 }],
    });
  });

  it('a plan with a count says what of an open one had left by then', () => {
    const half: Given[] = [
      { lockId: 'a', quantity: 3, ack: '10:00', parts: [{ at: t('20:00'), quantity: 1 }] },
    ];
    expect(decidePlan(input(half, {}))).toMatchObject({ kept: [{ lockId: 'a', leftQuantity: 1 }] });
  });

  it('but not of one that only waits: its release knows', () => {
    const plan = decidePlan(input([open, { ...before, ack: '03:00' }], {}));
    expect(plan.kept.map(({ because, leftQuantity }) => [because, leftQuantity])).toEqual([
      ['open', undefined],
      ['waiting', undefined],
    ]);
  });
});

test('with a clock of VTEX’s that is behind, an invoice of after the count is not taken for one of before it', () => {
  const at = (ack: string, invoicedAt: string) => [{ lockId: 'x', quantity: 3, ack, invoicedAt }];
  const sent = at('01:00', '27:00');
  const known = { onHand: 20, countedAt: t('30:00'), reference: 'c-0' };
  const kept = {
    lockId: anId('x'),
    orderId: anId('o'),
    quantity: 3,
    acknowledgedAt: t('01:00'),
    because: 'open' as const,
    orderStatus: null,
  };
  // Three minutes behind: what VTEX dates 10:27 happened when the shelf had been counted.
  const behind = decidePlan({
    ...input(sent, {}),
    count: null,
    lastCount: { seenUpTo: t('25:00'), kept: [kept] },
  });
  expect(behind).toMatchObject({ update: { quantity: 17 } });
  const right = decidePlan({
    ...input(sent, {}),
    count: null,
    lastCount: { seenUpTo: t('30:00'), kept: [kept] },
  });
  expect(right).toMatchObject({ update: { quantity: 20 } });
  const counted = decidePlan(input(sent, { ...known, seenUpTo: t('25:00') }));
  expect(counted).toMatchObject({ update: { quantity: 17 } });
});

describe('a count waits, and a release goes on, while something missing is not accounted for', () => {
  const settled: Given = { lockId: anId('a'), quantity: 3, ack: '01:30', invoicedAt: '45:00' };
  const alone = { update: { quantity: 17 }, count: null };

  it.each<[string, Given[], Partial<GateInput>, object]>([
    [
      'VTEX would not speak of it',
      [],
      { silent: [{ lockId: anId('s'), orderId: anId('S') }] },
      { kind: 'hold', count: { onHand: 10 } },
    ],
    [
      'the same, beside a release',
      [settled],
      { silent: [{ lockId: anId('s'), orderId: anId('S') }] },
      { kind: 'remove', ...alone },
    ],
    [
      'lost, where an update releases all: what is settled goes first',
      [settled],
      {
        trust: 'broken',
        knownOpen: [{ lockId: anId('l'), quantity: 4, orderId: anId('L'), acknowledged: true }],
      },
      { kind: 'remove', ...alone, attentions: [{ reason: 'lost-reservation', orderId: anId('L') }] },
    ],
  ])('%s', (_case, given, more, expected) => {
    expect(decidePlan(input(given, {}, more))).toMatchObject(expected);
  });
});

describe('what left while the clocks do not tell whether the count saw it', () => {
  const doubt = { doubtUpTo: t('38:00') };
  const near: Given = { lockId: anId('n'), quantity: 3, ack: '01:30', invoicedAt: '34:00' };

  it.each<[string, Given[], Partial<StockCount>, Partial<GateInput>, number, boolean]>([
    ['released', [near], doubt, {}, 7, true],
    ['kept behind an open one', [open, { ...near, ack: '03:00' }], doubt, {}, 10, true],
    ['removed before', [], { ...doubt, removedAfterCount: 3, removedInDoubt: 3 }, {}, 7, true],
    [
      'never reserved',
      [],
      doubt,
      { unreserved: [{ lockId: anId('u'), orderId: anId('U'), quantity: 2, invoicedAt: t('35:00') }] },
      8,
      true,
    ],
    [
      'long after',
      [after, { ...near, invoicedAt: '45:00' }],
      { ...doubt, countedAt: t('31:00'), seenUpTo: t('31:00') },
      {},
      7,
      false,
    ],
    ['the clocks agree', [near], {}, {}, 7, false],
  ])('%s: taken out, and a person is asked', (_case, given, count, more, quantity, isAsked) => {
    const plan = decidePlan(input(given, count, more));
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity } });
    expect(plan.attentions.map(({ reason }) => reason)).toEqual(isAsked ? ['count-unsure'] : []);
  });
});

describe('units that an open order claims and VTEX does not reserve', () => {
  const grown: Given = { ...open, quantity: 2, claimQuantity: 3 };
  const asked = (given: Given[], more: Partial<GateInput> = {}) =>
    decidePlan(input(given, {}, { count: null, ...more })).attentions.filter(
      ({ reason }) => reason === 'claimed-not-reserved',
    );
  const added = (over: Partial<UnheldUnits> = {}): UnheldUnits => ({
    lockId: anId('n'),
    orderId: anId('n'),
    claimQuantity: 2,
    partsLeft: [],
    isLost: false,
    ...over,
  });

  it('are told to a person, whatever else is decided', () => {
    expect(asked([grown])).toMatchObject([{ lockIds: ['o'], orderId: 'o', propose: null }]);
    expect(asked([open], { unheld: [added()] })).toMatchObject([{ lockIds: ['n'] }]);
    expect(decidePlan(input([before, grown], {}, { count: null })).kind).toBe('remove');
  });

  it.each<[string, Given[], Partial<GateInput>]>([
    ['VTEX reserves all of them', [{ ...open, claimQuantity: 1 }], {}],
    ['the total lacks them', [grown], { deducted: [{ ...owed(null, false, 'o'), quantity: 1 }] }],
    ['they left', [], { unheld: [added({ partsLeft: [{ at: t('05:00'), quantity: 2 }] })] }],
    ['they are lost, and asked for as such', [], { unheld: [added({ isLost: true })] }],
    ['a count sets them aside', [grown], { count: input([], {}).count }],
  ])('are not when %s', (_case, given, more) => {
    expect(asked(given, more)).toEqual([]);
  });
});

describe('what a count left in doubt', () => {
  const unsure = [
    { reason: 'count-unsure' as const, message: 'm', orderId: null, lockId: null, propose: null },
  ];
  const lastCount = { seenUpTo: t('30:00'), kept: [], unsure };
  const reasons = (more: Partial<GateInput>) =>
    decidePlan(input([before], {}, { lastCount, ...more })).attentions.map(({ reason }) => reason);

  it('is asked with every plan until the next count', () => {
    expect(reasons({ count: null })).toEqual(['count-unsure']);
    expect(reasons({})).toEqual([]);
  });
});

import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { aKnown, at, LOCK } from '../../../test/builders/order';
import type { GatePlan } from '../gate/plan';
import type { ListedReservation, PositionReading } from '../gate/reading';
import type { HeldItem } from '../order/order';
import { type KnownReservation, RESERVATION_STATUSES } from '../reservation/reservation';
import { judgeVanished, type LockWord, locksToAsk, type Vanishing, type Verdict } from './vanished';

const SEEDED = { seed: 20_260_906 };
const HERE = { skuId: anId('7'), warehouseId: anId('w1') };
const LATE = at('2026-03-05T08:00:00Z');

const row = (over: Partial<ListedReservation> = {}) =>
  aListed({ lockId: LOCK, quantity: 2, acknowledgedAt: LATE, ...over });
function reading(totalQuantity: number, ...items: ListedReservation[]): PositionReading {
  const active = items.filter(({ state }) => state === 'confirmed' || state === 'authorized');
  return {
    position: HERE,
    balance: {
      totalQuantity,
      reservedQuantity: active.reduce((sum, { quantity }) => sum + quantity, 0),
      isUnlimited: false,
      leadTime: '00:00:00',
    },
    balanceDate: LATE,
    pages: [{ items, total: items.length }],
  };
}
const lock = (
  warehouseId: string | null,
  state: Extract<LockWord, { kind: 'lock' }>['state'] = 'confirmed',
): LockWord => {
  const items: HeldItem[] =
    warehouseId === null
      ? []
      : [{ skuId: anId('7'), warehouseId: anId(warehouseId), quantity: 2, kitSkuIds: [] }];
  return { kind: 'lock', state, items };
};
const word = (said: LockWord) => ({ words: new Map([[LOCK, said]]) });
const dismissed = {
  plan: {
    state: 'dismissed',
    gate: {
      kind: 'attention',
      position: HERE,
      totalQuantity: 20,
      reservedQuantity: 0,
      kept: [],
      attentions: [
        {
          reason: 'lost-reservation',
          message: '',
          orderId: null,
          lockId: null,
          lockIds: [LOCK],
          propose: null,
        },
      ],
    } as unknown as GatePlan,
  },
};
const missed = { plan: { ...dismissed.plan, state: 'proposed' } };

/** What the position's plan saw VTEX hold of it. */
const seen = (gate: object) => ({
  plan: { state: 'proposed', gate: { ...dismissed.plan.gate, attentions: [], ...gate } as GatePlan },
});
const seenSettled = {
  waiting: seen({ kept: [{ lockId: LOCK, because: 'waiting' }] }),
  released: seen({ kind: 'remove', releases: [{ lockId: LOCK }] }),
};
const byKit: LockWord = {
  kind: 'lock',
  state: 'confirmed',
  items: [{ ...HERE, quantity: 2, kitSkuIds: [anId('part')] }],
};

const given = (one: Partial<KnownReservation>, over: Partial<Vanishing> = {}): Vanishing => ({
  known: [aKnown(one)],
  reading: reading(20),
  plan: null,
  lastTotal: 20,
  words: new Map(),
  young: new Set(),
  ...over,
});

const OPEN = { status: 'acknowledged' } as const;
const PAID = { status: 'confirmed', wasAcknowledged: false } as const;
const GONE = { status: 'invoiced', invoicedAt: at('2026-03-04T12:00:00Z') } as const;
/** First seen when it was over. */
const SEEN_LATE = { ...GONE, version: 1, wasAcknowledged: false, wasSeenOpen: false } as const;

describe('what became of a reservation that is missing in the list of its position', () => {
  it.each<[string, Vanishing, Verdict]>([
    ['listed', given(OPEN, { reading: reading(20, row()) }), 'stands'],
    ['a kit held under its parts', given({ ...OPEN, heldAs: 'parts' }), 'stands'],
    ['units never reserved, to be sent', given({ ...OPEN, heldAs: 'none' }), 'stands'],
    ['units never reserved, gone', given({ ...GONE, heldAs: 'none' }), 'stands'],
    [
      'units never reserved, and the total went down by them',
      given({ ...GONE, heldAs: 'none' }, { lastTotal: 22 }),
      'released-by-others',
    ],
    ['no answer of its lock', given(OPEN, word({ kind: 'silent' })), 'silent'],
    ['held in another warehouse', given(OPEN, word(lock('w2'))), 'elsewhere'],
    ['invoiced, and held in another warehouse', given(GONE, word(lock('w2'))), 'elsewhere'],
    ['the lock says here, the list says no', given(OPEN, word(lock('w1'))), 'lost'],
    ['the lock names no place', given(OPEN, word(lock(null))), 'lost'],
    ['VTEX does not know it, and it was in handling', given(OPEN, word({ kind: 'unknown' })), 'lost'],
    ['recorded a moment ago', given(PAID, { young: new Set([LOCK]) }), 'too-young'],
    [
      'recorded a moment ago, in handling: it was in the list',
      given(OPEN, { young: new Set([LOCK]) }),
      'lost',
    ],
    ['paid, and over by its lock', given(PAID, word(lock(null, 'expired'))), 'ended'],
    ['paid, and listed as over', given(PAID, { reading: reading(20, row({ state: 'canceled' })) }), 'ended'],
    ['paid, and VTEX does not know it', given(PAID, word({ kind: 'unknown' })), 'ended'],
    [
      'lost and repaired: looked after as deducted',
      given({ ...OPEN, lostAt: LATE, deductedQuantity: 2 }),
      'stands',
    ],
    ['invoiced, and the total went down by its units', given(GONE, { lastTotal: 22 }), 'released-by-others'],
    [
      'by what left, not by what was reserved',
      given({ ...GONE, leftQuantity: 1 }, { lastTotal: 21 }),
      'released-by-others',
    ],
    ['open when last seen, and the total stands', given(GONE, missed), 'shipped-without-release'],
    ['the same, and a person dismissed it', given(GONE, dismissed), 'left-alone'],
    ['first seen when it was over', given(SEEN_LATE), 'released-by-others'],
    [
      'first seen when it was over, and VTEX had let it go',
      given(SEEN_LATE, word(lock(null, 'expired'))),
      'shipped-without-release',
    ],
    ['invoiced with nothing to deduct', given({ ...GONE, leftQuantity: 0 }), 'released-by-others'],
    [
      'invoiced, and more was deducted than left: it comes back',
      given({ ...GONE, leftQuantity: 1, deductedQuantity: 2 }),
      'stands',
    ],
    ['settled when the plan saw it, and waiting', given(GONE, seenSettled.waiting), 'released-by-others'],
    [
      'settled when the plan saw it, and released by it',
      given(GONE, seenSettled.released),
      'released-by-others',
    ],
    [
      'the same, and over by its lock: that update ended it there too',
      given(GONE, { ...seenSettled.waiting, ...word(lock(null, 'canceled')) }),
      'released-by-others',
    ],
    [
      'the same, never seen in handling, and VTEX does not know it any more',
      given({ ...GONE, wasAcknowledged: false }, { ...seenSettled.waiting, ...word({ kind: 'unknown' }) }),
      'released-by-others',
    ],
    ['followed its order down to nothing', given({ ...OPEN, quantity: 0 }), 'stands'],
    [
      "no stock here, and the lock holds it by a kit's SKU",
      given(OPEN, { reading: null, ...word(byKit) }),
      'elsewhere',
    ],
    ['canceled after handling', given({ status: 'canceled' }), 'released-by-others'],
    [
      'canceled, and its repair is to come back',
      given({ status: 'canceled', lostAt: LATE, deductedQuantity: 2 }),
      'stands',
    ],
    [
      'repaired, and the total rose since',
      given({ ...OPEN, lostAt: LATE, deductedQuantity: 2 }, { lastTotal: 18 }),
      'repair-undone',
    ],
    [
      'added without a reservation and set aside, and the total rose since',
      given({ ...OPEN, heldAs: 'none', deductedQuantity: 2 }, { lastTotal: 18 }),
      'repair-undone',
    ],
    [
      'found elsewhere, with units set aside, and the total rose since',
      given({ ...OPEN, deductedQuantity: 2 }, { lastTotal: 18, ...word(lock('w2')) }),
      'elsewhere',
    ],
    [
      'VTEX keeps no stock here, and the lock holds parts',
      given(OPEN, { reading: null, ...word(lock('w2')) }),
      'elsewhere',
    ],
  ])('%s', (_case, vanishing, verdict) => {
    expect(judgeVanished(vanishing)).toEqual([verdict]);
  });

  it('lets what was invoiced first go out of the total first, as far as it fell', () => {
    const first = aKnown({ ...GONE, lockId: anId('a'), invoicedAt: at('2026-03-04T10:00:00Z') });
    const second = aKnown({ ...GONE, lockId: anId('b'), invoicedAt: at('2026-03-04T11:00:00Z') });
    const fell = { ...given({}), known: [second, first], lastTotal: 22 };
    expect(judgeVanished(fell)).toEqual(['shipped-without-release', 'released-by-others']);
    expect(judgeVanished({ ...fell, lastTotal: 24 })).toEqual(['released-by-others', 'released-by-others']);
  });

  it('asks the locks of those that are missing and matter, each once, and no young one', () => {
    const known = [
      aKnown({ ...OPEN, lockId: anId('open') }),
      aKnown({ ...OPEN, lockId: anId('open'), orderId: anId('successor') }),
      aKnown({ ...GONE, lockId: anId('gone') }),
      aKnown({ ...PAID, lockId: anId('young') }),
      aKnown({ ...OPEN, lockId: anId('listed') }),
      aKnown({ ...OPEN, lockId: anId('lost'), lostAt: LATE }),
      aKnown({ ...OPEN, lockId: anId('parts'), heldAs: 'parts' }),
      aKnown({ ...GONE, lockId: anId('none'), heldAs: 'none' }),
      aKnown({ status: 'removed', lockId: anId('removed') }),
    ];
    const asked = {
      known,
      reading: reading(20, row({ lockId: anId('listed') })),
      young: new Set([anId('young')]),
    };
    expect(locksToAsk(asked)).toEqual(['open', 'gone']);
  });

  const anyKnown = fc.record({
    status: fc.constantFrom(...RESERVATION_STATUSES),
    heldAs: fc.constantFrom('lock' as const, 'none' as const, 'parts' as const),
    wasAcknowledged: fc.boolean(),
    deductedQuantity: fc.integer({ min: 0, max: 2 }),
    lostAt: fc.constantFrom(null, LATE),
    invoicedAt: fc.constantFrom(null, LATE),
  });
  const anyWord = fc.constantFrom<LockWord>(
    { kind: 'silent' },
    { kind: 'unknown' },
    lock('w1'),
    lock('w2'),
    lock(null, 'expired'),
  );

  it('says nothing of what VTEX lists, nor loss or others’ release of what it holds elsewhere or is silent of', () => {
    fc.assert(
      fc.property(
        anyKnown,
        anyWord,
        fc.boolean(),
        fc.integer({ min: 16, max: 24 }),
        (one, said, isListed, lastTotal) => {
          const items = isListed ? [row()] : [];
          const [verdict] = judgeVanished(
            given(one, { reading: reading(20, ...items), lastTotal, ...word(said) }),
          );
          if (isListed && one.heldAs === 'lock') expect(['stands', 'repair-undone']).toContain(verdict);
          const isUnsure =
            said.kind === 'silent' ||
            (said.kind === 'lock' && said.items.some((item) => item.warehouseId === 'w2'));
          if (one.heldAs === 'lock' && isUnsure)
            expect(['lost', 'released-by-others', 'shipped-without-release', 'ended']).not.toContain(verdict);
        },
      ),
      SEEDED,
    );
  });
});

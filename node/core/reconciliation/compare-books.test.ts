import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyBooks, booked, books, held, recorded } from '../../../test/builders/any-books';
import type { AccountName, PositionBooks } from './books';
import { compareBooks, isUnexplained } from './compare-books';

const SEED = 20_260_501;
const run = (property: fc.IProperty<unknown>, numRuns = 2_000) =>
  fc.assert(property, { seed: SEED, numRuns });

/** `class account units` of each difference. */
const found = (of: PositionBooks) =>
  compareBooks(of).differences.map((one) => `${one.class} ${one.account} ${one.units}`);

test('in every account what is expected, what is found and its differences add up to zero', () => {
  run(
    fc.property(anyBooks, (any) => {
      const { accounts, differences } = compareBooks(any);
      for (const [name, account] of Object.entries(accounts)) {
        const named = differences.filter((one) => one.account === (name as AccountName));
        const sum = named.reduce((units, one) => units + one.units, 0);
        expect({ name, sum }).toEqual({
          name,
          sum: account === null ? 0 : account.actual - account.expected,
        });
      }
      expect(differences.every(({ message }) => /^[A-Z].*\.$/.test(message))).toBe(true);
    }),
  );
});

test('while an update of ours is not read back, nothing that VTEX may still do is held against anybody', () => {
  run(
    fc.property(anyBooks, (any) => {
      const { differences } = compareBooks({ ...any, isUpdating: true });
      const certain = differences.filter((one) => isUnexplained(one) && one.account === 'total');
      expect(certain).toEqual([]);
    }),
  );
});

test('what was found and not set right is carried on as it was; a movement is laid to its side alone', () => {
  const amount = fc.integer({ min: -9, max: 9 });
  run(
    fc.property(amount, amount, amount, (before, foreign, moved) => {
      const opening = { totalQuantity: 20, residual: before === 0 ? {} : { unknown: before } };
      const of = books({
        store: { totalQuantity: 20 + foreign, held: [], ended: [] },
        erp: { onHand: 20 + before + moved, namesReservations: true, isBooking: false, unheardOf: [] },
        opening,
      });
      const { differences, opening: next } = compareBooks(of);
      const onHand = Object.fromEntries(
        differences.filter((one) => one.account === 'on-hand').map((one) => [one.class, one.units]),
      );
      const shares = { unknown: before, 'foreign-update': -foreign, 'erp-only-movement': moved };
      const wanted = Object.fromEntries(Object.entries(shares).filter(([, units]) => units !== 0));
      const isEqual = before + moved - foreign === 0;
      // Minus zero is not another number to a ledger.
      expect(JSON.stringify(sorted(onHand))).toBe(JSON.stringify(sorted(isEqual ? {} : wanted)));
      expect(next).toEqual({ totalQuantity: 20 + foreign, residual: isEqual ? {} : wanted });
      // Nothing moves any more: the same stands in the next report, and no update is told twice.
      const again = compareBooks({ ...of, opening: next });
      expect(again.opening).toEqual(next);
      expect(again.differences.filter((one) => one.account === 'total')).toEqual([]);
    }),
  );
});

const sorted = (of: Record<string, number>) => Object.entries(of).sort();

test('healthy books: every status in its place on three sides, and no difference', () => {
  const of = books({
    store: {
      totalQuantity: 20,
      held: ['paid', 'packed', 'sent', 'part', 'repaired-and-held'].map((lockId) =>
        held(lockId, 2, lockId === 'part' ? { otherwise: { kind: 'kit', orderId: anId('o') } } : {}),
      ),
      ended: [anId('ran-out')],
    },
    record: [
      recorded('paid', { status: 'confirmed', isAcknowledged: false, erp: booked('confirmed') }),
      recorded('packed', { erp: booked('acknowledged') }),
      recorded('sent', { status: 'invoiced', erp: booked('invoiced') }),
      recorded('repaired-and-held', { deductedQuantity: 2, erp: booked('acknowledged') }),
      recorded('repaired', { isLost: true, deductedQuantity: 2, erp: booked('acknowledged') }),
      recorded('given-up', { status: 'canceled', erp: booked('canceled') }),
      recorded('gone', { status: 'removed', erp: booked('invoiced') }),
    ],
    // 20, less what was sent and is still in the total, plus what the total lacks and is still there.
    erp: { onHand: 20 - 2 + 2 + 2, namesReservations: true, isBooking: false, unheardOf: [] },
    opening: { totalQuantity: 20, residual: {} },
  });
  expect(found(of)).toEqual([]);
  expect(compareBooks(of).byStatus).toEqual({
    confirmed: 2,
    acknowledged: 6,
    invoiced: 2,
    canceled: 2,
    removed: 2,
  });
});

test.each<[string, Partial<PositionBooks>, string[]]>([
  ['an open one is gone', { record: [recorded('a')] }, ['lost-reservation reserved -2']],
  [
    'an open one is gone a moment after it changed: VTEX held it before',
    { record: [recorded('a', { isFresh: true })] },
    ['lost-reservation reserved -2'],
  ],
  [
    'one that was never in handling is gone',
    { record: [recorded('a', { status: 'confirmed', isAcknowledged: false })] },
    ['lost-reservation reserved -2'],
  ],
  [
    'one that was never in handling is gone, a moment after it changed',
    { record: [recorded('a', { status: 'confirmed', isAcknowledged: false, isFresh: true })] },
    ['late reserved -2'],
  ],
  [
    'VTEX says itself that it ran out',
    {
      store: { totalQuantity: 10, held: [], ended: [anId('a')] },
      record: [recorded('a', { status: 'authorized', isAcknowledged: false })],
    },
    ['late reserved -2'],
  ],
  [
    'one in handling that VTEX lists as ended is lost all the same',
    { store: { totalQuantity: 10, held: [], ended: [anId('a')] }, record: [recorded('a')] },
    ['lost-reservation reserved -2'],
  ],
  [
    'what left is gone, and not by us',
    { record: [recorded('a', { status: 'invoiced' })] },
    ['foreign-update reserved -2'],
  ],
  [
    'what left while VTEX held nothing',
    { record: [recorded('a', { status: 'invoiced', isLost: true })] },
    ['lost-reservation reserved -2'],
  ],
  [
    'the same, partly taken out',
    { record: [recorded('a', { status: 'invoiced', isLost: true, deductedQuantity: 1 })] },
    ['lost-reservation reserved -1'],
  ],
  [
    'another quantity',
    { store: { totalQuantity: 10, held: [held('a', 3)], ended: [] }, record: [recorded('a')] },
    ['unknown reserved 1'],
  ],
  ['nobody knows it', { store: { totalQuantity: 10, held: [held('a')], ended: [] } }, ['unknown reserved 2']],
  [
    'nobody knows it yet',
    { store: { totalQuantity: 10, held: [held('a', 2, { isYoung: true })], ended: [] } },
    ['late reserved 2'],
  ],
  [
    'over by our record, and still held',
    {
      store: {
        totalQuantity: 10,
        held: [
          held('a', 2, {
            otherwise: { kind: 'over', orderId: anId('o'), isFresh: false, isCanceled: false },
          }),
        ],
        ended: [],
      },
    },
    ['unknown reserved 2'],
  ],
  [
    'canceled before we saw it in handling, and listed as acknowledged: the next update releases it',
    {
      store: {
        totalQuantity: 10,
        held: [
          held('a', 2, {
            isAcknowledged: true,
            otherwise: { kind: 'over', orderId: anId('o'), isFresh: false, isCanceled: true },
          }),
        ],
        ended: [],
      },
    },
    [],
  ],
  [
    'canceled, and still held although never acknowledged',
    {
      store: {
        totalQuantity: 10,
        held: [
          held('a', 2, {
            isAcknowledged: false,
            otherwise: { kind: 'over', orderId: anId('o'), isFresh: false, isCanceled: true },
          }),
        ],
        ended: [],
      },
    },
    ['unknown reserved 2'],
  ],
  [
    'a canceled one is held or not: no unit is owed',
    {
      store: { totalQuantity: 10, held: [held('a')], ended: [] },
      record: [recorded('a', { status: 'canceled' }), recorded('b', { status: 'canceled' })],
    },
    [],
  ],
  ['the total was changed', { opening: { totalQuantity: 7, residual: null } }, ['foreign-update total 3']],
  [
    'the same, with an update of ours under way',
    { opening: { totalQuantity: 7, residual: null }, isUpdating: true },
    ['late total 3'],
  ],
  [
    'the ERP differs when they are first compared',
    { erp: { onHand: 12, namesReservations: true, isBooking: false, unheardOf: [] } },
    ['unknown on-hand 2'],
  ],
  [
    'the same while it is booking',
    { erp: { onHand: 12, namesReservations: true, isBooking: true, unheardOf: [] } },
    ['late on-hand 2'],
  ],
  [
    'the ERP alone has moved',
    {
      erp: { onHand: 12, namesReservations: true, isBooking: false, unheardOf: [] },
      opening: { totalQuantity: 10, residual: {} },
    },
    ['erp-only-movement on-hand 2'],
  ],
  [
    'the ERP was not told that it left',
    {
      record: [recorded('a', { status: 'removed', erp: booked('acknowledged', 2, { isUntold: true }) })],
      erp: { onHand: 12, namesReservations: true, isBooking: false, unheardOf: [] },
    },
    ['late booked 2'],
  ],
  [
    'it was told, and has not booked it',
    {
      record: [recorded('a', { status: 'removed', erp: booked('acknowledged') })],
      erp: { onHand: 12, namesReservations: true, isBooking: false, unheardOf: [] },
    },
    ['unknown booked 2'],
  ],
  [
    'the ERP is a step behind',
    {
      store: { totalQuantity: 10, held: [held('a')], ended: [] },
      record: [recorded('a', { erp: booked('confirmed') })],
      erp: { onHand: 10, namesReservations: true, isBooking: false, unheardOf: [] },
    },
    ['unknown booked 0'],
  ],
  [
    'the ERP holds what we never heard of',
    {
      erp: {
        onHand: 10,
        namesReservations: true,
        isBooking: false,
        unheardOf: [{ lockId: anId('z'), quantity: 4 }],
      },
    },
    ['unknown booked 4'],
  ],
  [
    'an ERP that names no reservations is taken at its word',
    {
      store: { totalQuantity: 10, held: [held('a')], ended: [] },
      record: [
        recorded('a', { status: 'invoiced', erp: booked(null, 0, { isListed: false, hasLeft: true }) }),
      ],
      erp: { onHand: 8, namesReservations: false, isBooking: false, unheardOf: [] },
    },
    [],
  ],
])('%s', (_what, of, wanted) => {
  expect(found(books(of))).toEqual(wanted);
});

test('while something is late the old total is what was known, so that an edit beside it is not forgotten', () => {
  const late = books({
    store: { totalQuantity: 15, held: [], ended: [] },
    erp: { onHand: 10, namesReservations: true, isBooking: true, unheardOf: [] },
    opening: { totalQuantity: 10, residual: {} },
  });
  const first = compareBooks(late);
  expect(first.differences.map((one) => `${one.class} ${one.account} ${one.units}`)).toEqual([
    'foreign-update total 5',
    'late on-hand -5',
  ]);
  const settled = compareBooks({
    ...late,
    erp: late.erp && { ...late.erp, isBooking: false },
    opening: first.opening,
  });
  expect(settled.differences.map((one) => `${one.class} ${one.account} ${one.units}`)).toEqual([
    'foreign-update total 5',
    'foreign-update on-hand -5',
  ]);
});

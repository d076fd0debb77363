import type { Difference, ReconciliationLine } from '../api/types/reconciliation';
import { findingsOf, worstFirst } from './findings';

function difference(over: Partial<Difference>): Difference {
  return {
    account: 'reserved',
    class: 'lost-reservation',
    units: -1,
    lockIds: ['00-A'],
    orderIds: ['A'],
    message: 'own words',
    ...over,
  };
}

const lineOf = (...differences: Difference[]): ReconciliationLine => ({
  skuId: differences[0]?.class ?? '',
  warehouseId: 'main',
  comparedAt: '',
  notCompared: null,
  accounts: { reserved: null, total: null, 'on-hand': null, booked: null },
  differences,
  count: null,
  repair: null,
});

test('what is of one kind is one thing to say, with its units, its orders and its own words', () => {
  const line = lineOf(
    difference({ units: -3, orderIds: ['A'], message: 'a' }),
    difference({ units: -2, orderIds: ['B'], lockIds: ['00-B'], message: 'b' }),
  );
  expect(findingsOf(line)).toEqual([
    {
      account: 'reserved',
      class: 'lost-reservation',
      units: -5,
      orderIds: ['A', 'B'],
      lockIds: [],
      messages: ['a', 'b'],
    },
  ]);
});

test('too many and too few do not cancel each other out, nor what has an order and what has none', () => {
  const found = findingsOf(
    lineOf(
      difference({ class: 'unknown', units: 3 }),
      difference({ class: 'unknown', units: -3 }),
      difference({ class: 'unknown', units: 3, orderIds: [], lockIds: ['elsewhere'] }),
    ),
  );
  expect(found.map(({ units, orderIds, lockIds }) => [units, orderIds, lockIds])).toEqual([
    [3, ['A'], []],
    [-3, ['A'], []],
    [3, [], ['elsewhere']],
  ]);
});

test('the worst comes first, among findings and among lines', () => {
  const late = difference({ class: 'late' });
  const lost = difference({});
  expect(findingsOf(lineOf(late, lost)).map((one) => one.class)).toEqual(['lost-reservation', 'late']);
  const lines = [lineOf(late), lineOf(difference({ class: 'erp-only-movement' })), lineOf(lost)];
  expect(worstFirst(lines).map(({ skuId }) => skuId)).toEqual([
    'lost-reservation',
    'erp-only-movement',
    'late',
  ]);
  expect(lines[0]?.skuId).toBe('late');
});

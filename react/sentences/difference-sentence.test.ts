import type { Difference } from '../api/types/reconciliation';
import type { Finding } from '../books/findings';
import { tellerIn } from '../standalone/testing/tellers';
import { differenceSentence } from './difference-sentence';
import { repairSentence } from './repair-sentence';

function finding(
  account: Difference['account'],
  kind: Difference['class'],
  units: number,
  orderIds: string[] = [],
): Finding {
  return { account, class: kind, units, orderIds, lockIds: [], messages: ['own words'] };
}

const account = { expected: 1200, actual: 1205 };

/** Everything that the comparison can find, see node/core/reconciliation. */
const ALL: Finding[] = [
  finding('reserved', 'lost-reservation', -5, ['A', 'B']),
  finding('reserved', 'foreign-update', -1, ['A']),
  finding('reserved', 'unknown', 2, ['A']),
  finding('reserved', 'unknown', -2, ['A']),
  finding('reserved', 'unknown', 2),
  finding('total', 'foreign-update', 5),
  finding('total', 'foreign-update', -5),
  finding('on-hand', 'foreign-update', 5),
  finding('on-hand', 'foreign-update', -5),
  finding('on-hand', 'erp-only-movement', 5),
  finding('on-hand', 'erp-only-movement', -5),
  finding('on-hand', 'unknown', 5),
  finding('on-hand', 'unknown', -5),
  finding('booked', 'unknown', 5, ['A']),
  finding('booked', 'unknown', -5, ['A']),
  finding('booked', 'unknown', 0, ['A']),
  finding('booked', 'unknown', 5),
  finding('booked', 'late', 0, ['A']),
  finding('total', 'late', -5),
];

test.each(['en', 'pt', 'es'] as const)('each has a sentence of its own in %s', (language) => {
  const sentences = ALL.map((one) => differenceSentence(tellerIn(language), one, account));
  expect(new Set(sentences).size).toBe(ALL.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[^{}]+\.$/);
});

test('they say it as a warehouse manager would, with the numbers', () => {
  const tell = (one: Finding) => differenceSentence(tellerIn('en'), one, account);
  expect(tell(finding('reserved', 'lost-reservation', -5, ['A', 'B']))).toBe(
    'VTEX no longer holds 5 units of 2 orders, so it sells them a second time.',
  );
  expect(tell(finding('reserved', 'lost-reservation', -1, ['A']))).toBe(
    'VTEX no longer holds 1 unit of an order, so it sells it a second time.',
  );
  expect(tell(finding('total', 'foreign-update', 5))).toBe(
    "Somebody else's update put 5 units into VTEX's total: it was 1,200 and is 1,205.",
  );
  expect(
    differenceSentence(tellerIn('pt'), finding('reserved', 'lost-reservation', -5, ['A']), account),
  ).toBe('A VTEX não segura mais 5 unidades de um pedido, então vende essas unidades uma segunda vez.');
});

test('for what is new to the panel the own sentence of the API has to do', () => {
  const unheard = 'brand-new' as Difference['class'];
  expect(differenceSentence(tellerIn('en'), finding('reserved', unheard, 1), account)).toBeNull();
  expect(differenceSentence(tellerIn('en'), finding('reserved', 'lost-reservation', 1), account)).toBeNull();
});

test.each(['en', 'pt', 'es'] as const)('what a repair would do is told in %s', (language) => {
  const ways = [
    { kind: 'approve', units: 5 },
    { kind: 'count', onHand: 62, countedAt: '2026-11-21T13:00:03.1234567Z' },
    { kind: 'late' },
    { kind: 'no-level' },
    { kind: 'foreign' },
    { kind: 'unknown' },
  ] as const;
  const told = ways.map((way) => repairSentence(tellerIn(language), way));
  expect(new Set(told).size).toBe(ways.length);
  expect(told[0]).toContain('5');
  expect(told[1]).toMatch(/62.*13:00:03/);
});

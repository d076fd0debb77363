import type { PlanResult } from '../api/types/plan';
import { release, removal, second } from '../standalone/testing/any-evidence';
import { tellerIn } from '../standalone/testing/tellers';
import { resultSentence } from './result-sentence';

const evidence = removal([release('A', 1)], [], 5);

const RESULTS: PlanResult[] = [
  { kind: 'proven', totalQuantity: 4857, reservedQuantity: 0, removedQuantity: 143 },
  { kind: 'not-applied', message: '' },
  { kind: 'not-released', message: '', lockIds: ['A', 'B'] },
  { kind: 'lost', message: '', lost: [{ lockId: 'A', orderId: null, quantity: 1 }], repairedTotal: null },
  { kind: 'unclear', message: '' },
];

test('what was proven is told with its numbers', () => {
  expect(RESULTS.map((result) => resultSentence(tellerIn('en'), result, evidence))).toEqual([
    'Done and read back: 143 units left the total. VTEX now says total 4,857, reserved 0.',
    'VTEX did not take the update: the total is as it was.',
    'The total is as sent, but 2 reservations are still there that should be gone.',
    '1 open reservation was gone after the update.',
    'It is not clear whether the update was taken: look at the position in VTEX.',
  ]);
});

test.each(['pt', 'es'] as const)('each has its sentence in %s', (language) => {
  const sentences = RESULTS.map((result) => resultSentence(tellerIn(language), result, evidence));
  expect(new Set(sentences).size).toBe(RESULTS.length);
});

test('of a count the new total is told, not what left', () => {
  const count = { onHand: 2500, countedAt: second(3), reference: 'r', removedAfterCount: 0 };
  const raised: PlanResult = { kind: 'proven', totalQuantity: 2500, reservedQuantity: 0, removedQuantity: 0 };
  expect(resultSentence(tellerIn('en'), raised, { ...evidence, count })).toBe('The total was set to 2,500.');
});

test('so it is of a repair, with which nothing leaves', () => {
  const repair = {
    kind: 'repair' as const,
    quantity: 20,
    dateUtcOnBalanceSystem: second(1),
    leadTime: '',
    lost: [{ lockId: 'A', quantity: 5 }],
  };
  const lost = { reason: 'lost-reservation', message: '', orderId: null, lockId: null, propose: repair };
  const set: PlanResult = { kind: 'proven', totalQuantity: 20, reservedQuantity: 0, removedQuantity: 0 };
  const attention = { ...evidence, kind: 'attention' as const, attentions: [lost] };
  expect(resultSentence(tellerIn('en'), set, attention)).toBe('The total was set to 20.');
});

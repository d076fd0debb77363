import type { PlanResult } from '../api/types/plan';
import { tellerIn } from '../standalone/testing/tellers';
import { resultSentence } from './result-sentence';

const RESULTS: PlanResult[] = [
  { kind: 'proven', totalQuantity: 4857, reservedQuantity: 0, removedQuantity: 143 },
  { kind: 'not-applied', message: '' },
  { kind: 'not-released', message: '', lockIds: ['A', 'B'] },
  { kind: 'lost', message: '', lost: [{ lockId: 'A', orderId: null, quantity: 1 }], repairedTotal: null },
  { kind: 'unclear', message: '' },
];

test('what was proven is told with its numbers', () => {
  expect(RESULTS.map((result) => resultSentence(tellerIn('en'), result))).toEqual([
    'Done and read back: 143 units left the total. VTEX now says total 4,857, reserved 0.',
    'VTEX did not take the update: the total is as it was.',
    'The total is as sent, but 2 reservations are still there that should be gone.',
    '1 open reservation was gone after the update.',
    'It is not clear whether the update was taken: look at the position in VTEX.',
  ]);
});

test.each(['pt', 'es'] as const)('each has its sentence in %s', (language) => {
  const sentences = RESULTS.map((result) => resultSentence(tellerIn(language), result));
  expect(new Set(sentences).size).toBe(RESULTS.length);
});

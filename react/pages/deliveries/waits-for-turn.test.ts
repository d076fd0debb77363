import { waitsForTurn } from './waits-for-turn';

const nowMs = Date.parse('2026-11-21T13:50:00.000Z');

test.each([
  ['never sent, its time past', 0, '2026-11-21T13:49:59.999Z', true],
  ['never sent, its time to come', 0, '2026-11-21T13:50:01.000Z', false],
  ['sent before, its time past', 2, '2026-11-21T13:49:00.000Z', false],
  ['over', 0, null, false],
])('%s', (_case, attempts, nextAttemptAt, expected) => {
  expect(waitsForTurn({ attempts, nextAttemptAt }, nowMs)).toBe(expected);
});

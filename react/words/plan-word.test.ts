import { release, removal, second } from '../standalone/testing/any-evidence';
import { tellerIn } from '../standalone/testing/tellers';
import { planWord, summaryWord } from './plan-word';

test('a count is no removal', () => {
  const { t } = tellerIn('en');
  const evidence = removal([release('A', 1)], [], 5);
  const count = { onHand: 12, countedAt: second(3), reference: 'r', removedAfterCount: 0 };
  expect(planWord(t, { kind: 'remove', evidence })).toBe('Removal');
  expect(planWord(t, { kind: 'remove', evidence: { ...evidence, count } })).toBe('Stock count');
});

test('nor is it in the list of positions; what a count came to without an update is what it is', () => {
  const { t } = tellerIn('en');
  expect(summaryWord(t, { kind: 'remove', countReference: null })).toBe('Removal');
  expect(summaryWord(t, { kind: 'remove', countReference: 'r' })).toBe('Stock count');
  expect(summaryWord(t, { kind: 'hold', countReference: 'r' })).toBe('Hold');
});

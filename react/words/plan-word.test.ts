import { release, removal, second } from '../standalone/testing/any-evidence';
import { tellerIn } from '../standalone/testing/tellers';
import { planWord } from './plan-word';

test('a count is no removal', () => {
  const { t } = tellerIn('en');
  const evidence = removal([release('A', 1)], [], 5);
  const count = { onHand: 12, countedAt: second(3), reference: 'r', removedAfterCount: 0 };
  expect(planWord(t, { kind: 'remove', evidence })).toBe('Removal');
  expect(planWord(t, { kind: 'remove', evidence: { ...evidence, count } })).toBe('Count');
});

import type { CarriedCount } from '../store/plan';
import { waitingCount } from './counts-of';

const counted = (reference: string, state: string | null): CarriedCount => {
  const plan = state && { state, gate: { kind: 'remove', count: {} }, result: { kind: 'proven' } };
  return { count: { reference }, plan } as unknown as CarriedCount;
};

test.each<[string, [string, string | null][], string | null]>([
  [
    'the newest of those that wait',
    [
      ['b', 'held'],
      ['a', null],
    ],
    'b',
  ],
  [
    "one that a person said no to stands in nobody's way",
    [
      ['b', 'dismissed'],
      ['a', 'held'],
    ],
    'a',
  ],
  [
    'never one older than what was applied',
    [
      ['b', 'executed'],
      ['a', 'held'],
    ],
    null,
  ],
  [
    'nor behind several that are over',
    [
      ['c', 'superseded'],
      ['b', 'executed'],
      ['a', null],
    ],
    null,
  ],
])('%s', (_name, newestFirst, expected) => {
  const counts = newestFirst.map(([reference, state]) => counted(reference, state));
  expect(waitingCount(counts)?.count.reference ?? null).toBe(expected);
});

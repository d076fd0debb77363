import { anId } from '../../test/builders/an-id';
import type { CarriedCount } from '../store/plan';
import { countsOf, replacedClaims, waitingCount } from './counts-of';

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

describe('what a caller wrote before', () => {
  const claimed = (reference: string, caller: string | null, state: string | null, kind = 'remove') => {
    const one = counted(reference, state);
    const claim = caller === null ? undefined : { caller };
    const plan = one.plan && { ...one.plan, gate: { kind, count: {} } };
    return { count: { ...one.count, claim }, plan } as unknown as CarriedCount;
  };

  test.each<[string, CarriedCount[], string[]]>([
    ['is forgotten', [claimed('b', 'erp', null), claimed('a', 'erp', 'held')], ['a']],
    ['is kept where it was applied last', [claimed('b', 'erp', null), claimed('a', 'erp', 'executed')], []],
    [
      'is forgotten where another was applied since',
      [claimed('c', 'erp', null), claimed('b', 'hub', 'executed'), claimed('a', 'erp', 'executed')],
      ['a'],
    ],
    [
      'is kept while its update is on its way',
      [claimed('b', 'erp', null), claimed('a', 'erp', 'executing')],
      [],
    ],
    ['is kept beside what another wrote', [claimed('b', 'erp', null), claimed('a', 'hub', 'held')], []],
    [
      'is forgotten once it was given up',
      [claimed('b', 'erp', null), claimed('a', 'erp', 'superseded')],
      ['a'],
    ],
    ['is not what somebody counted', [claimed('b', 'erp', null), claimed('a', null, 'held')], []],
  ])('%s', (_case, newestFirst, forgotten) => {
    expect(replacedClaims(newestFirst)).toEqual(forgotten);
  });
});

test('the one applied last is found behind however many wait', async () => {
  const all = [
    ...Array.from({ length: 50 }, (_, nth) => counted(`w-${nth}`, 'held')),
    counted('applied', 'executed'),
  ];
  const asked: number[] = [];
  const store = {
    plan: async () => null,
    countsAt: async (_position: unknown, { limit }: { limit: number }) => {
      asked.push(limit);
      return all.slice(0, limit);
    },
  };
  const counts = await countsOf(store, { skuId: anId('1'), warehouseId: anId('1') });
  expect(counts.at(-1)?.count.reference).toBe('applied');
  expect(asked).toEqual([20, 80]);
});

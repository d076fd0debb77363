import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import type { OrderFacts } from '../gate/gate-input';
import type { LockId } from '../id';
import { type Instant, parseInstant } from '../instant';
import { whatIf } from './what-if';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;
const open = (left = 0): OrderFacts => ({
  kind: 'open',
  orderId: anId('open'),
  orderStatus: 'handling',
  since: null,
  partsLeft: left === 0 ? [] : [{ at: t('05:00'), quantity: left }],
});
const invoiced: OrderFacts = {
  kind: 'invoiced',
  orderId: anId('gone'),
  invoicedAt: t('05:00'),
  leftQuantity: 2,
  partsLeft: [{ at: t('05:00'), quantity: 2 }],
};

/** VTEX's total is 20; a: 3 units in handling since 10:01, b: 2 units since 10:02, c: 4 units that nobody handles yet. */
function asked(quantity: number, at: string, orders: [string, OrderFacts][]) {
  const items = [
    aListed({ lockId: anId('a'), quantity: 3, acknowledgedAt: t('01:00') }),
    aListed({ lockId: anId('b'), quantity: 2, acknowledgedAt: t('02:00') }),
    aListed({ lockId: anId('c'), quantity: 4, acknowledgedAt: null }),
  ];
  return whatIf({
    reading: {
      position: { skuId: anId('1'), warehouseId: anId('1_1') },
      balance: { totalQuantity: 20, reservedQuantity: 9, isUnlimited: false, leadTime: '00:00:00' },
      balanceDate: t('50:00'),
      pages: [{ items, total: 3 }],
    },
    orders: new Map(orders.map(([lockId, facts]): [LockId, OrderFacts] => [anId(lockId), facts])),
    quantity,
    at: t(at),
  });
}

const BOTH: [string, OrderFacts][] = [
  ['a', open()],
  ['b', invoiced],
];

test.each<[string, number, string, [string, OrderFacts][], string[], number, number, number]>([
  ['the total as it is: the open units can be bought again', 20, '50:00', BOTH, ['a'], 3, 16, 3],
  ['less what left: they are still', 18, '50:00', BOTH, ['a'], 3, 14, 3],
  ['less what left and what is picked: they are not', 15, '50:00', BOTH, ['a'], 3, 11, 0],
  ['dated before all handling', 20, '00:59', BOTH, [], 0, 11, 0],
  ['dated at the first acknowledgement', 20, '01:00', BOTH, ['a'], 3, 14, 3],
  [
    'partly left',
    20,
    '50:00',
    [
      ['a', open(2)],
      ['b', invoiced],
    ],
    ['a'],
    1,
    16,
    1,
  ],
  ['an order that nobody can read counts as open', 20, '50:00', [['b', invoiced]], ['a'], 3, 16, 3],
  [
    'both settled',
    18,
    '50:00',
    [
      ['a', { ...invoiced, orderId: anId('x') }],
      ['b', invoiced],
    ],
    [],
    0,
    14,
    0,
  ],
  ['goods that came in hide nothing', 40, '50:00', BOTH, ['a'], 3, 36, 3],
])('%s', (_case, quantity, at, orders, discards, units, availableAfter, backOnSale) => {
  const answer = asked(quantity, at, orders);
  expect(answer).toMatchObject({ discardedUnits: units, availableBefore: 11, availableAfter, backOnSale });
  expect(answer.discards.map(({ lockId }) => lockId)).toEqual(discards);
});

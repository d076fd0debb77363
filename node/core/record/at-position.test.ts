import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { aKnown, at, LOCK } from '../../../test/builders/order';
import type { PositionReading } from '../gate/reading';
import type { KnownReservation } from '../reservation/reservation';
import { deductedOf, knownOpenOf, leftOf, unreservedOf } from './at-position';

const NOW = at('2026-03-05T09:00:00Z');
const GONE = { status: 'invoiced', invoicedAt: NOW } as const;
const lost = (over: Partial<KnownReservation> = {}) => aKnown({ ...GONE, lostAt: NOW, ...over });
/** Of an order with the id `v1-01`. */
const added = (over: Partial<KnownReservation> = {}) =>
  aKnown({ ...GONE, lockId: anId('no-lock:v1-01:1'), heldAs: 'none', ...over });

function listing(...lockIds: string[]): PositionReading {
  const items = lockIds.map((lockId) => aListed({ lockId: anId(lockId), quantity: 2, acknowledgedAt: NOW }));
  return {
    position: { skuId: anId('7'), warehouseId: anId('w1') },
    balance: { totalQuantity: 20, reservedQuantity: 0, isUnlimited: false, leadTime: '00:00:00' },
    balanceDate: NOW,
    pages: [{ items, total: items.length }],
  };
}
const units = (left: { quantity: number }[]) => left.map(({ quantity }) => quantity);

test.each<[string, KnownReservation, PositionReading, number[]]>([
  ['lost, and gone', lost(), listing(), [2]],
  ['fewer left', lost({ leftQuantity: 1 }), listing(), [1]],
  ['a part was taken out before', lost({ deductedQuantity: 1 }), listing(), [1]],
  ['all was', lost({ deductedQuantity: 2 }), listing(), []],
  ['VTEX lists it after all: its release takes it out', lost(), listing(LOCK), []],
  ['still to leave', lost({ status: 'acknowledged', invoicedAt: null }), listing(), []],
  ['not lost', aKnown(GONE), listing(), []],
])('left while VTEX held nothing for it: %s', (_case, one, reading, expected) => {
  expect(units(leftOf([one], reading))).toEqual(expected);
});

test.each<[string, KnownReservation[], PositionReading, number[]]>([
  ['gone', [added()], listing(), [2]],
  ['gone, and taken out', [added({ deductedQuantity: 2 })], listing(), []],
  ['still to leave', [added({ status: 'acknowledged', invoicedAt: null })], listing(), []],
  ['reserved', [aKnown(GONE)], listing(), []],
  ['a lock called after the order may hold them', [added()], listing('v1-01'), []],
  [
    'one that is on record holds its own',
    [added(), aKnown({ lockId: anId('v1-01') })],
    listing('v1-01'),
    [2],
  ],
  ['a lock of another order', [added()], listing('v2-02'), [2]],
])('left and never reserved: %s', (_case, known, reading, expected) => {
  expect(units(unreservedOf(known, reading))).toEqual(expected);
});

test.each<[string, Partial<KnownReservation>, unknown]>([
  ['open', {}, { settled: null, lost: false }],
  ['lost', { lostAt: NOW }, { settled: null, lost: true }],
  [
    'invoiced',
    { ...GONE, leftQuantity: 1 },
    { settled: { kind: 'invoiced', invoicedAt: NOW, leftQuantity: 1 } },
  ],
  ['canceled', { status: 'canceled' }, { settled: { kind: 'canceled' } }],
  ['expired', { status: 'expired' }, { settled: { kind: 'canceled' } }],
])('deducted before, and now %s', (_case, over, expected) => {
  expect(deductedOf([aKnown({ deductedQuantity: 2, ...over })])).toMatchObject([
    { lockId: LOCK, quantity: 2, ...(expected as object) },
  ]);
});

test('what was removed, or never deducted, is not owed', () => {
  expect(deductedOf([aKnown(), aKnown({ status: 'removed', deductedQuantity: 2 })])).toEqual([]);
});

test('open by the record is what is under way here, with units, and not lost', () => {
  const known = [
    aKnown({ lockId: anId('handled') }),
    aKnown({ lockId: anId('paid'), status: 'confirmed' }),
    aKnown({ lockId: anId('lost'), lostAt: NOW }),
    aKnown({ lockId: anId('nothing'), quantity: 0 }),
    aKnown({ lockId: anId('gone'), ...GONE }),
    aKnown({ lockId: anId('kit'), heldAs: 'parts' }),
    aKnown({ lockId: anId('added'), heldAs: 'none' }),
  ];
  expect(knownOpenOf(known).map(({ lockId, acknowledged }) => [lockId, acknowledged])).toEqual([
    ['handled', true],
    ['paid', false],
  ]);
});

test.each<[string, Partial<KnownReservation>, ReturnType<typeof deductedOf>[number]['settled']]>([
  ['is still to be sent', { status: 'acknowledged' }, null],
  ['was sent', { ...GONE, leftQuantity: 2 }, { kind: 'invoiced', invoicedAt: NOW, leftQuantity: 2 }],
  ['is canceled as well', { status: 'canceled' }, { kind: 'canceled' }],
  ['has another lock', { status: 'acknowledged', lockId: anId('another') }, { kind: 'canceled' }],
])('taken out for a replaced order whose successor %s', (_case, successor, settled) => {
  const replaced = aKnown({ status: 'canceled', deductedQuantity: 2 });
  expect(deductedOf([replaced, aKnown({ orderId: anId('v2-01'), ...successor })])).toMatchObject([
    { settled },
  ]);
});

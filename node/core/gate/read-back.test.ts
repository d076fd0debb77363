import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { type Instant, parseInstant } from '../instant';
import type { OrderFacts } from './gate-input';
import { judgeReadBack, type SentUpdate, vanishedOf } from './read-back';
import type { ListedReservation, PositionReading } from './reading';

const at = parseInstant('2026-03-01T12:00:00Z') as Instant;

function row(
  lockId: string,
  quantity = 1,
  state: ListedReservation['state'] = 'confirmed',
): ListedReservation {
  return aListed({ lockId: anId(lockId), quantity, state });
}

function reading(totalQuantity: number, items: ListedReservation[], reserved?: number): PositionReading {
  const active = items.filter((one) => one.state === 'confirmed');
  const reservedQuantity = reserved ?? active.reduce((sum, one) => sum + one.quantity, 0);
  return {
    position: { skuId: anId('101'), warehouseId: anId('1_1') },
    balance: { totalQuantity, reservedQuantity, isUnlimited: false, leadTime: '0.00:00:00' },
    balanceDate: at,
    pages: [{ items, total: items.length }],
  };
}

const release = (lockId: string, deductedQuantity = 2) => ({
  lockId: anId(lockId),
  orderId: anId(lockId),
  quantity: 2,
  deductedQuantity,
});
const keep = (lockId: string, quantity = 1) => ({
  lockId: anId(lockId),
  orderId: anId(lockId.toUpperCase()),
  quantity,
});

/** Sends 6 for 10, releasing r and s and keeping k and m. */
const intent: SentUpdate = {
  update: { quantity: 6, dateUtcOnBalanceSystem: at },
  totalBefore: 10,
  releases: [release('r'), release('s')],
  mustKeep: [keep('k'), keep('m', 3)],
  dependsOnWatermark: true,
};
const canceledOnly = {
  ...intent,
  update: { ...intent.update, quantity: 10 },
  releases: [release('r', 0), release('s', 0)],
};
const countOnly = { ...intent, releases: [] };
const nothingSent = { ...canceledOnly, releases: [] };
const [r, s, k, m, n] = [row('r', 2), row('s', 2), row('k'), row('m', 3), row('new')];

function factsOf(kind: OrderFacts['kind']): OrderFacts {
  if (kind === 'invoiced')
    return { kind, orderId: anId('M'), invoicedAt: at, leftQuantity: 3, partsLeft: [{ at, quantity: 3 }] };
  if (kind === 'canceled') return { kind, orderId: anId('M'), canceledAt: null };
  return kind === 'open'
    ? { kind, orderId: anId('M'), orderStatus: 'handling', since: null }
    : { kind, reason: 'VTEX answered 500' };
}

describe('judgeReadBack', () => {
  test.each<[string, SentUpdate, PositionReading, Record<string, OrderFacts['kind']>, object]>([
    [
      'as it should be',
      intent,
      reading(6, [k, m, n]),
      {},
      { kind: 'proven', totalQuantity: 6, reservedQuantity: 5, removedQuantity: 4, provesWatermark: true },
    ],
    [
      'released rows may stay listed as over',
      intent,
      reading(6, [row('r', 2, 'canceled'), row('s', 0), k, m]),
      {},
      { kind: 'proven' },
    ],
    [
      'a kept one canceled meanwhile',
      intent,
      reading(6, [k]),
      { m: 'canceled' },
      { kind: 'proven', provesWatermark: true },
    ],
    [
      'all kept ones canceled meanwhile',
      intent,
      reading(6, []),
      { k: 'canceled', m: 'canceled' },
      { kind: 'proven', provesWatermark: false },
    ],
    [
      'the watermark was not needed',
      { ...intent, dependsOnWatermark: false },
      reading(6, [k, m]),
      {},
      { kind: 'proven', provesWatermark: false },
    ],
    [
      'an update without effect proves no watermark',
      nothingSent,
      reading(10, [k, m]),
      {},
      { kind: 'proven', removedQuantity: 0, provesWatermark: false },
    ],
    [
      'a count proves it',
      countOnly,
      reading(6, [k, m]),
      {},
      { kind: 'proven', removedQuantity: 0, provesWatermark: true },
    ],
    [
      'canceled goods only',
      canceledOnly,
      reading(10, [k, m]),
      {},
      { kind: 'proven', removedQuantity: 0, provesWatermark: true },
    ],
    [
      'negative reserved is no obstacle',
      intent,
      reading(6, [k, m], -1),
      {},
      { kind: 'proven', reservedQuantity: -1 },
    ],

    ['still as before', intent, reading(10, [r, s, k, m, n]), {}, { kind: 'not-applied' }],
    [
      'still as before, a kept one canceled',
      intent,
      reading(10, [r, s, k]),
      { m: 'canceled' },
      { kind: 'not-applied' },
    ],
    ['a count still as before', countOnly, reading(10, [k, m]), {}, { kind: 'not-applied' }],
    ['canceled goods still there', canceledOnly, reading(10, [r, s, k, m]), {}, { kind: 'not-applied' }],

    [
      'total taken, none released',
      intent,
      reading(6, [r, s, k, m]),
      {},
      { kind: 'not-released', lockIds: ['r', 's'] },
    ],
    [
      'total taken, one released',
      intent,
      reading(6, [s, k, m]),
      {},
      { kind: 'not-released', lockIds: ['s'] },
    ],
    [
      'canceled goods, one released',
      canceledOnly,
      reading(10, [s, k, m]),
      {},
      { kind: 'not-released', lockIds: ['s'] },
    ],

    [
      'an open one gone',
      intent,
      reading(6, [k]),
      { m: 'open' },
      { kind: 'lost', lost: [keep('m', 3)], repairQuantity: 3 },
    ],
    ['gone, its order unknown', intent, reading(6, [k]), {}, { kind: 'lost', lost: [keep('m', 3)] }],
    ['gone, its order unreadable', intent, reading(6, [k]), { m: 'unreadable' }, { kind: 'lost' }],
    [
      'gone, its order invoiced: nobody deducted it',
      intent,
      reading(6, [k]),
      { m: 'invoiced' },
      { kind: 'lost', repairQuantity: 3 },
    ],
    ['listed, but over', intent, reading(6, [k, row('m', 3, 'expired')]), { m: 'open' }, { kind: 'lost' }],
    ['gone although others are not released', intent, reading(6, [s, k]), { m: 'open' }, { kind: 'lost' }],
    [
      'gone with canceled goods',
      canceledOnly,
      reading(10, [k]),
      { m: 'open' },
      { kind: 'lost', repairQuantity: 7 },
    ],
    [
      'more gone than there is',
      { ...intent, update: { ...intent.update, quantity: 2 } },
      reading(2, [k]),
      { m: 'open' },
      { kind: 'lost', repairQuantity: 0 },
    ],

    ['another total', intent, reading(8, [k, m]), {}, { kind: 'unclear', readAgain: false }],
    [
      'another total, an open one gone',
      intent,
      reading(8, [k]),
      { m: 'open' },
      { kind: 'unclear', readAgain: false },
    ],
    ['total as before, but released', intent, reading(10, [k, m]), {}, { kind: 'unclear', readAgain: false }],
    [
      'total as before, an open one gone',
      intent,
      reading(10, [r, s, k]),
      { m: 'open' },
      { kind: 'unclear', readAgain: false },
    ],
    ['the list moved', intent, reading(6, [k, m], 7), {}, { kind: 'unclear', readAgain: true }],
    ['a lock twice', intent, reading(6, [k, m, m], 7), {}, { kind: 'unclear', readAgain: true }],
  ])('%s', (_name, sent, found, gone, expected) => {
    const ordersGone = new Map(Object.entries(gone).map(([lockId, kind]) => [anId(lockId), factsOf(kind)]));
    expect(judgeReadBack({ intent: sent, reading: found, ordersGone })).toMatchObject(expected);
  });

  test('vanishedOf names the orders to read first', () => {
    expect(vanishedOf(intent, reading(6, [k, row('m', 3, 'canceled')]))).toEqual([keep('m', 3)]);
  });
});

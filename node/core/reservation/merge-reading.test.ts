import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyOrder } from '../../../test/builders/any-order';
import { aKnown, aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import type { Order } from '../order/order';
import { awaitsRemoval } from '../record/settled';
import { deriveReservations, reservationKeyText } from './derive';
import { mergeReading } from './merge-reading';
import { type KnownReservation, type ReservationChange, toldQuantity } from './reservation';
import { stageOf } from './stage';
import type { LockFacts, LocksRead } from './status';
import { versionAfter } from './version-after';

const SEEDED = { seed: 20_260_301 };

/** Before the years from which versions are counted: they go one by one. */
const EARLY_MS = 0;
const NOW = at('2026-03-05T09:00:00Z');
const INVOICED_AT = at('2026-03-04T12:00:00Z');

function read(known: KnownReservation[], over: Partial<Order>, locks: LocksRead = new Map()) {
  const order = anOrder(over);
  return mergeReading({
    known,
    derived: deriveReservations(order, locks, known),
    order,
    occurredAt: NOW,
    readAtMs: EARLY_MS,
    locks,
  });
}

/** VTEX was asked about the lock. */
function holding(quantity: number): Order['memory'] {
  const items = [{ skuId: anId('7'), warehouseId: anId('w1'), quantity, kitSkuIds: [] }];
  return { firstUnits: { 7: 2 }, held: [{ lockId: LOCK, items }], kitSkuIds: [] };
}

function told(changes: ReservationChange[]) {
  return changes.map(({ previousStatus, status, version, quantity }) => [
    previousStatus,
    status,
    version,
    quantity,
  ]);
}

describe('a reading beside the record', () => {
  it('tells a new reservation as version 1', () => {
    const { reservations, changes } = read([], { status: 'payment-pending' });
    expect(changes).toEqual([
      {
        lockId: LOCK,
        skuId: '7',
        warehouseId: 'w1',
        orderId: 'v1-01',
        quantity: 2,
        status: 'authorized',
        previousStatus: null,
        version: 1,
        expiresAt: at('2026-03-06T10:00:00Z'),
        occurredAt: NOW,
      },
    ]);
    expect(reservations).toEqual([
      aKnown({
        status: 'authorized',
        version: 1,
        expiresAt: at('2026-03-06T10:00:00Z'),
        wasAcknowledged: false,
        wasSeenOpen: true,
      }),
    ]);
  });

  const known = (over: Partial<KnownReservation>) => [aKnown({ version: 4, ...over })];
  const split = [aLine({ allocations: [{ warehouseId: anId('w2'), quantity: 2, kitParts: [] }] })];
  const three = [aLine({ quantity: 3 })];

  it.each<[string, KnownReservation[], Partial<Order>, unknown[]]>([
    ['the same again', known({}), { status: 'handling' }, []],
    [
      'stages missed',
      known({ status: 'authorized' }),
      { status: 'handling' },
      [['authorized', 'acknowledged', 5, 2]],
    ],
    ['a step back', known({}), { status: 'payment-approved' }, []],
    ['invoiced', known({}), { status: 'invoiced' }, [['acknowledged', 'invoiced', 5, 2]]],
    [
      'invoiced, then an older answer',
      known({ status: 'invoiced', invoicedAt: NOW }),
      { status: 'handling' },
      [],
    ],
    ['canceled', known({}), { status: 'canceled' }, [['acknowledged', 'canceled', 5, 2]]],
    ['canceled, then back in cancel', known({ status: 'canceled' }), { status: 'cancel' }, []],
    ['removed, then canceled late', known({ status: 'removed' }), { status: 'canceled' }, []],
    ['more units, of which the lock says nothing', known({}), { lines: three }, []],
    [
      'more units, and the lock holds them',
      known({}),
      { lines: three, memory: holding(3) },
      [['acknowledged', 'acknowledged', 5, 3]],
    ],
    [
      'more units and further',
      known({ status: 'confirmed' }),
      { lines: three },
      [['confirmed', 'acknowledged', 5, 2]],
    ],
    [
      'more units of an invoiced one',
      known({ status: 'invoiced' }),
      { status: 'invoiced', lines: three },
      [['invoiced', 'invoiced', 5, 3]],
    ],
    ['more units of a removed one', known({ status: 'removed' }), { lines: three }, []],
    ['more units of a canceled one', known({ status: 'canceled' }), { lines: three }, []],
    [
      'canceled with other units',
      known({}),
      { status: 'canceled', lines: three },
      [['acknowledged', 'canceled', 5, 2]],
    ],
    [
      'another warehouse',
      known({}),
      { lines: split },
      [
        [null, 'acknowledged', 1, 2],
        ['acknowledged', 'canceled', 5, 2],
      ],
    ],
    [
      'the line is gone, invoiced',
      known({ status: 'invoiced' }),
      { lines: split },
      [[null, 'acknowledged', 1, 2]],
    ],
    [
      'the line is gone, removed',
      known({ status: 'removed' }),
      { lines: split },
      [[null, 'acknowledged', 1, 2]],
    ],
    [
      'the line is gone, expired',
      known({ status: 'expired' }),
      { lines: split },
      [[null, 'acknowledged', 1, 2]],
    ],
    [
      'seller changed',
      known({ status: 'authorized' }),
      { status: 'payment-pending', lines: [aLine({ allocations: [] })] },
      [['authorized', 'canceled', 5, 2]],
    ],
    ['an answer without lines', known({}), { lines: [] }, []],
    [
      'an answer without lines, canceled',
      known({}),
      { status: 'canceled', lines: [] },
      [['acknowledged', 'canceled', 5, 2]],
    ],
    ['expired, then confirmed', known({ status: 'expired' }), { status: 'payment-approved' }, []],
    [
      'canceled, but its goods left',
      known({ status: 'canceled' }),
      { status: 'invoiced' },
      [['canceled', 'invoiced', 5, 2]],
    ],
  ])('%s', (_case, before, order, expected) => {
    expect(told(read(before, order).changes)).toEqual(expected);
  });

  it('keeps what plans recorded', () => {
    const before = aKnown({ acknowledgedAt: NOW, deductedQuantity: 1, lostAt: NOW, planId: anId('p1') });
    const [after] = read([before], { status: 'invoiced', invoices: [anInvoice()] }).reservations;
    expect(after).toEqual({
      ...before,
      status: 'invoiced',
      invoicedAt: INVOICED_AT,
      leftQuantity: 2,
      version: 4,
    });
  });

  it.each<[string, Partial<KnownReservation>, boolean]>([
    ['expired', { status: 'expired' }, true],
    ['canceled before it was in handling', { status: 'canceled', wasAcknowledged: false }, true],
    [
      'canceled and released by a plan',
      { status: 'canceled', wasAcknowledged: true, planId: anId('p1') },
      true,
    ],
    ['canceled, which VTEX still holds', { status: 'canceled', wasAcknowledged: true, planId: null }, false],
    ['acknowledged', { status: 'acknowledged' }, false],
  ])('%s, then invoiced: lost is what VTEX let go before', (_case, before, isLost) => {
    const [after] = read([aKnown({ lostAt: null, ...before })], { status: 'invoiced' }).reservations;
    expect(after?.status).toBe('invoiced');
    expect(after?.lostAt !== null).toBe(isLost);
  });

  it('leaves the record of a kit part alone, which no line of the order names', () => {
    const ofPart = aKnown({ skuId: anId('part'), status: 'invoiced', version: 0, deductedQuantity: 2 });
    const { reservations, changes } = read([aKnown({}), ofPart], { status: 'canceled' });
    expect(reservations).toContainEqual(ofPart);
    expect(changes.map((one) => one.skuId)).not.toContain('part');
  });

  it('keeps the first date of an invoice', () => {
    const before = aKnown({ status: 'invoiced', invoicedAt: INVOICED_AT });
    const later = read([before], { status: 'invoiced', invoices: [anInvoice({ issuedAt: NOW })] });
    expect(later).toEqual({ reservations: [before], changes: [] });
  });

  it('remembers that the order was in handling, also when that alone is new', () => {
    const remembered = (before: Partial<KnownReservation>, order: Partial<Order>) =>
      read([aKnown({ wasAcknowledged: false, ...before })], order).reservations.map(
        (one) => one.wasAcknowledged,
      );
    expect(remembered({ status: 'confirmed' }, { status: 'handling' })).toEqual([true]);
    expect(remembered({ status: 'invoiced' }, { status: 'handling' })).toEqual([true]);
    expect(remembered({ status: 'confirmed' }, { status: 'payment-approved' })).toEqual([false]);
    expect(remembered({ status: 'confirmed' }, { lines: [aLine({ skuId: anId('8') })] })).toEqual([
      true,
      true,
    ]);
    expect(remembered({ status: 'acknowledged', wasAcknowledged: true }, { status: 'canceled' })).toEqual([
      true,
    ]);
  });

  it.each<[string, LockFacts['state'] | null, boolean]>([
    ['VTEX let it go: it was not in handling', 'aborted', false],
    ['VTEX holds it: it was in handling, whatever we have seen', 'confirmed', true],
    ['VTEX gave no word', null, true],
  ])('canceled without having been seen in handling: %s', (_case, state, wasAcknowledged) => {
    const locks: LocksRead = new Map(state === null ? [] : [[LOCK, { state, confirmBy: null }]]);
    const before = aKnown({ status: 'confirmed', wasAcknowledged: false });
    const { reservations } = read([before], { status: 'canceled' }, locks);
    expect(reservations).toMatchObject([{ status: 'canceled', wasAcknowledged, planId: null }]);
    expect(reservations.map(awaitsRemoval)).toEqual([wasAcknowledged]);
  });

  it('an order whose lost units were taken out before: invoiced is removed', () => {
    const lost = aKnown({ lostAt: NOW, deductedQuantity: 2, planId: anId('p1') });
    const { reservations, changes } = read([lost], { status: 'invoiced' });
    expect(told(changes)).toEqual([
      ['acknowledged', 'invoiced', 4, 2],
      ['invoiced', 'removed', versionAfter(4, Date.parse(NOW)), 2],
    ]);
    expect(reservations).toMatchObject([{ status: 'removed', deductedQuantity: 2, planId: 'p1' }]);
  });

  describe('expiry', () => {
    const authorized = (expiresAt: string) => [
      aKnown({ status: 'authorized', expiresAt: at(expiresAt), version: 1 }),
    ];
    const pending = { status: 'payment-pending' };
    const lock = (confirmBy: string): LocksRead =>
      new Map([[LOCK, { state: 'authorized', confirmBy: at(confirmBy) }]]);
    const expiryAfter = (known: KnownReservation[], order: Partial<Order>, locks?: LocksRead) =>
      read(known, order, locks).changes.map(({ status, version, expiresAt }) => [status, version, expiresAt]);

    it('moves out with the due date', () => {
      const order = { ...pending, paymentDueAt: at('2026-03-10T00:00:00Z') };
      expect(expiryAfter(authorized('2026-03-06T10:00:00Z'), order)).toEqual([
        ['authorized', 2, at('2026-03-14T00:00:00Z')],
      ]);
    });

    it('keeps a later word of VTEX’s', () => {
      expect(expiryAfter(authorized('2026-04-01T00:00:00Z'), pending)).toEqual([]);
    });

    it('moves in on VTEX’s own word', () => {
      const changes = expiryAfter(authorized('2026-03-06T10:00:00Z'), pending, lock('2026-03-05T00:00:00Z'));
      expect(changes).toEqual([['authorized', 2, at('2026-03-05T00:00:00Z')]]);
    });

    it('ends with being authorized', () => {
      expect(expiryAfter(authorized('2026-03-06T10:00:00Z'), { status: 'payment-approved' })).toEqual([
        ['confirmed', 2, null],
      ]);
      expect(expiryAfter(authorized('2026-03-06T10:00:00Z'), { status: 'canceled' })).toEqual([
        ['canceled', 2, null],
      ]);
    });

    it('expires on VTEX’s own word', () => {
      const locks: LocksRead = new Map([[LOCK, { state: 'expired', confirmBy: at('2026-03-05T00:00:00Z') }]]);
      expect(expiryAfter(authorized('2026-03-06T10:00:00Z'), pending, locks)).toEqual([['expired', 2, null]]);
    });
  });
});

describe('readings of one order, in any order and any number of times', () => {
  const follow = (orders: Order[]) => {
    let known: KnownReservation[] = [];
    return orders.map((order) => {
      const before = known;
      const after = mergeReading({
        known,
        derived: deriveReservations(order),
        order,
        occurredAt: NOW,
        readAtMs: EARLY_MS,
      });
      known = after.reservations;
      return { order, before, ...after };
    });
  };
  const readings = fc.array(anyOrder(), { minLength: 1, maxLength: 6 });

  it('never tell the ERP a step back', () => {
    fc.assert(
      fc.property(readings, (orders) => {
        const stages = new Map<string, number>();
        for (const change of follow(orders).flatMap(({ changes }) => changes)) {
          const key = reservationKeyText(change);
          expect(stageOf(change.status)).toBeGreaterThanOrEqual(stages.get(key) ?? 0);
          stages.set(key, stageOf(change.status));
        }
      }),
      SEEDED,
    );
  });

  it('tell growing versions of each reservation, each naming the one before', () => {
    fc.assert(
      fc.property(readings, (orders) => {
        const last = new Map<string, ReservationChange>();
        for (const change of follow(orders).flatMap(({ changes }) => changes)) {
          const before = last.get(reservationKeyText(change));
          expect(change.version).toBeGreaterThan(before?.version ?? 0);
          expect(change.previousStatus).toBe(before?.status ?? null);
          last.set(reservationKeyText(change), change);
        }
      }),
      SEEDED,
    );
  });

  it('change nothing the second time', () => {
    fc.assert(
      fc.property(readings, (orders) => {
        for (const { order, reservations } of follow(orders)) {
          const again = mergeReading({
            known: reservations,
            derived: deriveReservations(order),
            order,
            occurredAt: NOW,
            readAtMs: EARLY_MS,
          });
          expect(again.changes).toEqual([]);
          expect(again.reservations).toEqual(expect.arrayContaining(reservations));
        }
      }),
      SEEDED,
    );
  });

  it('lose no reservation, and the record says what was told last', () => {
    fc.assert(
      fc.property(readings, (orders) => {
        const last = new Map<string, ReservationChange>();
        for (const { before, reservations, changes } of follow(orders)) {
          for (const change of changes) last.set(reservationKeyText(change), change);
          const keys = reservations.map(reservationKeyText);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys).toEqual(expect.arrayContaining(before.map(reservationKeyText)));
          for (const one of reservations.filter(({ isTold }) => isTold)) {
            const { status, version, expiresAt, ...rest } = one;
            const quantity = toldQuantity(one);
            expect(last.get(reservationKeyText(rest))).toMatchObject({
              status,
              version,
              quantity,
              expiresAt,
            });
          }
        }
      }),
      SEEDED,
    );
  });

  it('keep an invoice and its date', () => {
    fc.assert(
      fc.property(readings, (orders) => {
        for (const { reservations } of follow(orders)) {
          for (const { status, invoicedAt } of reservations) {
            expect(invoicedAt !== null).toBe(status === 'invoiced');
          }
        }
      }),
      SEEDED,
    );
  });
});

describe('an order that goes on under the lock of another', () => {
  const order = anOrder({ orderId: anId('v2-01') });
  const readAtMs = Date.parse(NOW);
  const readBeside = (...others: KnownReservation[]) => {
    const derived = deriveReservations(order);
    return mergeReading({ known: [], derived, order, occurredAt: NOW, readAtMs, others }).changes;
  };

  it('is told above whatever the first one says at the same moment', () => {
    const first = aKnown({ version: 4 });
    const later = versionAfter(first.version, readAtMs + 30_000);
    expect(readBeside(first)).toMatchObject([{ version: expect.any(Number) }]);
    expect(readBeside(first)[0]?.version).toBeGreaterThan(later);
    expect(readBeside()[0]?.version).toBe(versionAfter(0, readAtMs));
  });

  it('is what the ERP knows: the end of the first is not told at its first sight', () => {
    const replaced = anOrder({ status: 'replaced' });
    const derived = deriveReservations(replaced);
    const others = [aKnown({ orderId: anId('v2-01'), status: 'confirmed' })];
    const reading = { known: [], derived, order: replaced, occurredAt: NOW, readAtMs, others };
    expect(mergeReading(reading)).toMatchObject({ changes: [], reservations: [{ isTold: false }] });
  });
});

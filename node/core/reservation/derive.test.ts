import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyOrder } from '../../../test/builders/any-order';
import { aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import { deriveReservations, reservationKeyText } from './derive';
import type { LockFacts } from './status';

const SEEDED = { seed: 20_260_301 };

const shares = (order: Parameters<typeof deriveReservations>[0]) =>
  deriveReservations(order).map(({ skuId, warehouseId, quantity }) => [skuId, warehouseId, quantity]);

describe('reservations of an order', () => {
  it('one line, one warehouse', () => {
    expect(deriveReservations(anOrder())).toEqual([
      {
        lockId: LOCK,
        skuId: '7',
        warehouseId: 'w1',
        orderId: 'v1-01',
        quantity: 2,
        heldAs: 'lock',
        partOf: null,
        leftQuantity: null,
        status: 'acknowledged',
        expiresAt: null,
        invoicedAt: null,
      },
    ]);
  });

  it('the same SKU on two lines is one reservation, several warehouses are several', () => {
    const lines = [
      aLine(),
      aLine({
        index: 1,
        quantity: 4,
        allocations: [
          { warehouseId: anId('w2'), quantity: 1, kitParts: [] },
          { warehouseId: anId('w1'), quantity: 3, kitParts: [] },
        ],
      }),
      aLine({ index: 2, skuId: anId('07') }),
    ];
    expect(shares(anOrder({ lines }))).toEqual([
      ['7', 'w1', 5],
      ['7', 'w2', 1],
      ['07', 'w1', 2],
    ]);
  });

  it('two locks stay two', () => {
    const lines = [aLine(), aLine({ index: 1, lockId: anId('00-v2-01') })];
    expect(deriveReservations(anOrder({ lines })).map((one) => one.lockId)).toEqual([LOCK, '00-v2-01']);
  });

  it.each([
    ['of another seller', aLine({ lockId: null, seller: 'strbar' })],
    ['whose seller was changed', aLine({ allocations: [] })],
    ['without units', aLine({ allocations: [{ warehouseId: anId('w1'), quantity: 0, kitParts: [] }] })],
  ])('none for a line %s', (_case, line) => {
    expect(deriveReservations(anOrder({ lines: [line] }))).toEqual([]);
  });

  it('each line has its own invoices', () => {
    const lines = [aLine(), aLine({ index: 1, skuId: anId('8') })];
    const order = anOrder({ status: 'payment-approved', lines, invoices: [anInvoice()] });
    expect(
      deriveReservations(order).map(({ skuId, status, invoicedAt }) => [skuId, status, invoicedAt]),
    ).toEqual([
      ['7', 'invoiced', at('2026-03-04T12:00:00Z')],
      ['8', 'confirmed', null],
    ]);
  });

  it('has an expiry only while authorized', () => {
    const expiryAs = (status: string) => deriveReservations(anOrder({ status }))[0]?.expiresAt;
    expect(expiryAs('payment-pending')).toBe(at('2026-03-06T10:00:00Z'));
    expect(expiryAs('payment-approved')).toBeNull();
  });

  it('takes VTEX’s own word on the lock', () => {
    const lock: LockFacts = { state: 'authorized', confirmBy: at('2026-04-01T00:00:00Z') };
    const [derived] = deriveReservations(anOrder({ status: 'payment-pending' }), new Map([[LOCK, lock]]));
    expect(derived).toMatchObject({ status: 'authorized', expiresAt: at('2026-04-01T00:00:00Z') });
  });

  it('holds exactly the units of the account’s own plain allocations, each reservation once', () => {
    fc.assert(
      fc.property(anyOrder(), (order) => {
        const derived = deriveReservations(order);
        const own = order.lines
          .flatMap((line) => line.allocations)
          .filter(({ kitParts }) => kitParts.length === 0);
        const plain = order.lines.every((line) =>
          line.allocations.every(({ kitParts }) => kitParts.length === 0),
        );
        const sum = (parts: { quantity: number }[]) =>
          parts.reduce((total, { quantity }) => total + quantity, 0);
        if (plain) expect(sum(derived)).toBe(sum(own));
        expect(new Set(derived.map(reservationKeyText)).size).toBe(derived.length);
      }),
      SEEDED,
    );
  });
});

describe('a kit whose parts the order names', () => {
  it('is reserved, and told, as its parts', () => {
    const kitParts = [
      { skuId: anId('7'), warehouseId: null, quantityPerKit: 1 },
      { skuId: anId('8'), warehouseId: anId('w2'), quantityPerKit: 3 },
    ];
    const lines = [
      aLine(),
      aLine({
        index: 1,
        skuId: anId('kit'),
        allocations: [{ warehouseId: anId('w1'), quantity: 2, kitParts }],
      }),
    ];
    expect(shares(anOrder({ lines }))).toEqual([
      ['7', 'w1', 4],
      ['8', 'w2', 6],
    ]);
  });
});

describe('a lock that was read', () => {
  const items = [{ skuId: anId('7'), warehouseId: anId('w1'), quantity: 3, kitSkuIds: [] }];
  const memory = { firstUnits: { '7': 5 }, held: [{ lockId: LOCK, items }], kitSkuIds: [] };

  it('says how many units it holds', () => {
    const four = aLine({ quantity: 4 });
    expect(shares(anOrder({ lines: [four] }))).toEqual([['7', 'w1', 4]]);
    expect(shares(anOrder({ lines: [four], memory }))).toEqual([['7', 'w1', 3]]);
  });

  it('says nothing of units that it does not hold', () => {
    const allocations = [
      { warehouseId: anId('w1'), quantity: 3, kitParts: [] },
      { warehouseId: anId('w2'), quantity: 2, kitParts: [] },
    ];
    const order = anOrder({ lines: [aLine({ quantity: 5, allocations })], memory });
    const expired: LockFacts = { state: 'expired', confirmBy: null };
    expect(deriveReservations(order, new Map([[LOCK, expired]]))).toMatchObject([
      { warehouseId: 'w1', heldAs: 'lock', status: 'expired' },
      { warehouseId: 'w2', heldAs: 'none', status: 'acknowledged' },
    ]);
  });
});

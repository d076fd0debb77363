import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyOrder } from '../../../test/builders/any-order';
import { aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import { leftOfLine } from '../order/left';
import type { KitPart, Order } from '../order/order';
import { isUndone, leftAt } from './left-at';
import { placesOf } from './places';

const SEEDED = { seed: 20_260_904 };
const AT = at('2026-03-04T12:00:00Z');

const invoices = (quantity: number, lineIndex = 0) => [anInvoice({ items: [{ lineIndex, quantity }] })];
const leftOf = (over: Partial<Order>, nth = 0, listed: number | null = null) => {
  const order = anOrder({ status: 'invoiced', ...over });
  const place = placesOf(order)[nth];
  if (place === undefined) throw new Error(`no place ${nth}`);
  return leftAt(order, place, listed);
};
const split = (now = 5) =>
  aLine({
    quantity: now,
    allocations: [
      { warehouseId: anId('w1'), quantity: 3, kitParts: [] },
      { warehouseId: anId('w2'), quantity: 2, kitParts: [] },
    ],
  });
const kit = (quantity: number, kitParts: KitPart[]) =>
  aLine({ skuId: anId('kit'), quantity, allocations: [{ warehouseId: anId('w1'), quantity, kitParts }] });

describe('what left of a place', () => {
  it('is what left of its line, whatever VTEX reserves there', () => {
    expect(leftOf({ invoices: invoices(2) }, 0, 2)).toMatchObject({ isSettled: true, units: 2, doubt: null });
    expect(leftOf({ invoices: invoices(2) }, 0, 9)).toMatchObject({ isSettled: true, units: 2, doubt: null });
    expect(leftOf({ lines: [aLine({ quantity: 5 })], invoices: invoices(5) }, 0, 3)).toMatchObject({
      units: 5,
    });
  });

  it('is the share of each warehouse when all of it left, and in doubt the full share of each', () => {
    const all = { lines: [split()], invoices: invoices(5) };
    expect([leftOf(all, 0), leftOf(all, 1)]).toMatchObject([
      { units: 3, doubt: null },
      { units: 2, doubt: null },
    ]);
    const some = {
      lines: [split(4)],
      invoices: invoices(4),
      memory: { firstUnits: { '7': 5 }, held: [], kitSkuIds: [] },
    };
    expect([leftOf(some, 0), leftOf(some, 1)]).toMatchObject([
      { units: 3, doubt: 'split' },
      { units: 2, doubt: 'split' },
    ]);
  });

  it('of several warehouses has units that were added, and do not say from which, in each of them', () => {
    const changes = [{ skuId: anId('7'), added: 1, removed: 0 }];
    const memory = { firstUnits: { '7': 5 }, held: [], kitSkuIds: [] };
    const added = { lines: [split()], changes, memory, invoices: invoices(6) };
    expect([leftOf(added, 0), leftOf(added, 1)]).toMatchObject([
      { units: 4, doubt: 'split' },
      { units: 3, doubt: 'split' },
    ]);
  });

  it('of several warehouses is nothing while it is not settled: nobody can tell from which it left', () => {
    const some = { status: 'payment-approved', lines: [split()], invoices: invoices(2) };
    expect([leftOf(some, 0), leftOf(some, 1)]).toMatchObject([
      { isSettled: false, units: 0, atMost: 2 },
      { isSettled: false, units: 0, atMost: 2 },
    ]);
  });

  it('says so when invoices name fewer and nothing explains it', () => {
    expect(leftOf({ invoices: invoices(1) })).toMatchObject({ units: 2, doubt: 'short' });
  });

  it('is no fewer parts for a line of the same SKU that was added, and may not be in the lock', () => {
    const lines = [
      kit(1, [{ skuId: anId('p'), warehouseId: null, quantityPerKit: null }]),
      aLine({
        index: 1,
        skuId: anId('p'),
        quantity: 1,
        allocations: [{ warehouseId: anId('w1'), quantity: 1, kitParts: [] }],
      }),
    ];
    const invoice = anInvoice({ items: [0, 1].map((lineIndex) => ({ lineIndex, quantity: 1 })) });
    const memory = { firstUnits: { kit: 1 }, held: [], kitSkuIds: [] };
    const order = anOrder({ status: 'invoiced', lines, invoices: [invoice], memory });
    const place = placesOf(order).find(({ skuId, sources }) => skuId === 'p' && sources.length === 2);
    expect(place && leftAt(order, place, 2)).toMatchObject({ units: 3 });
  });

  it.each<[string, KitPart[], Partial<Order>, number, number]>([
    ['as told', [{ skuId: anId('p'), warehouseId: null, quantityPerKit: 3 }], {}, 6, 3],
    [
      'by what the lock was made for',
      [{ skuId: anId('p'), warehouseId: null, quantityPerKit: null }],
      {},
      6,
      3,
    ],
    [
      'rounded up where it does not divide',
      [{ skuId: anId('p'), warehouseId: null, quantityPerKit: null }],
      {},
      5,
      3,
    ],
  ])('of a kit is its parts in proportion, %s', (_case, parts, over, listed, units) => {
    const memory = { firstUnits: { kit: 2 }, held: [], kitSkuIds: [] };
    const one = { lines: [kit(1, parts)], invoices: invoices(1), memory, ...over };
    expect(leftOf(one, 0, listed)).toMatchObject({ units });
    expect(leftOf({ ...one, invoices: [anInvoice({ items: [] })] }, 0, listed)).toMatchObject({ units });
  });

  it('of units that no line explains waits for the whole order, and then is all of them', () => {
    const lines = [aLine(), aLine({ index: 1, skuId: anId('9'), quantity: 1 })];
    const first = { status: 'payment-approved', lines, invoices: invoices(2) };
    expect(leftOf(first, 0, 3)).toMatchObject({ isSettled: false });
    const both = [
      ...first.invoices,
      anInvoice({ invoiceNumber: 'n2', items: [{ lineIndex: 1, quantity: 1 }] }),
    ];
    expect(leftOf({ ...first, invoices: both }, 0, 3)).toMatchObject({
      isSettled: true,
      units: 3,
      doubt: 'unexplained',
    });
    // Once the lock was read there is no doubt any more about what it holds.
    const held = [
      { lockId: LOCK, items: [{ skuId: anId('7'), warehouseId: anId('w1'), quantity: 3, kitSkuIds: [] }] },
    ];
    const memory = { firstUnits: { '7': 2, '9': 1 }, held, kitSkuIds: [] };
    expect(leftOf({ ...first, memory }, 0, 3)).toMatchObject({ isSettled: true, units: 2 });
  });

  it('is undone when the order is canceled after an invoice of some of it', () => {
    const undone = (over: Partial<Order>) => {
      const order = anOrder({ status: 'canceled', ...over });
      return isUndone(order, leftOf(over.status === undefined ? { ...over, status: 'canceled' } : over));
    };
    expect(undone({})).toBe(false);
    expect(undone({ invoices: invoices(1) })).toBe(true);
    expect(undone({ invoices: [anInvoice({ items: [] })] })).toBe(true);
    expect(undone({ invoices: invoices(2) })).toBe(false);
    expect(undone({ status: 'handling', invoices: invoices(1) })).toBe(false);
  });

  it('adds up over the places of a line to what left of the line, unless there is a doubt: then to no less', () => {
    fc.assert(
      fc.property(anyOrder(), (any) => {
        const lines = any.lines.map((line) => ({
          ...line,
          allocations: line.allocations.map((one) => ({ ...one, kitParts: [] })),
        }));
        const order = { ...any, lines };
        const places = placesOf(order);
        for (const line of lines.filter(({ allocations }) => allocations.length > 0)) {
          const mine = places.filter(({ sources }) => sources.some((source) => source.line === line));
          const alone = mine.every(({ sources }) => sources.length === 1);
          if (!alone || mine.length === 0) continue;
          const left = mine.map((place) => leftAt(order, place, null));
          const sum = left.reduce((units, one) => units + one.units, 0);
          const whole = leftOfLine(order, line);
          if (!whole.isSettled) continue;
          const isSplit = left.some(({ doubt }) => doubt === 'split');
          if (isSplit)
            expect(left.map(({ units }) => units)).toEqual(mine.map(({ sources }) => sources[0]?.units));
          else expect(sum).toBe(whole.units);
        }
      }),
      SEEDED,
    );
  });

  it('is the same number whether all of it is told at once or by moment', () => {
    fc.assert(
      fc.property(anyOrder(), fc.option(fc.integer({ min: 1, max: 9 })), (order, listed) => {
        for (const place of placesOf(order)) {
          const { isSettled, units, atMost, parts, invoicedAt } = leftAt(order, place, listed);
          expect(atMost).toBeGreaterThanOrEqual(units);
          expect(invoicedAt === null).toBe(!isSettled);
          if (isSettled) expect(parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(units);
        }
      }),
      SEEDED,
    );
  });

  it('is dated by the last invoice of its lines', () => {
    expect(leftOf({ invoices: invoices(2) }).invoicedAt).toBe(AT);
    const lines = [aLine(), aLine({ index: 1 })];
    const before = at('2026-03-03T12:00:00Z');
    for (const [first, second] of [
      [before, AT],
      [AT, before],
    ])
      expect(
        leftOf({
          lines,
          invoices: [
            anInvoice({ issuedAt: first }),
            anInvoice({ invoiceNumber: 'n2', issuedAt: second, items: [{ lineIndex: 1, quantity: 2 }] }),
          ],
        }).invoicedAt,
      ).toBe(AT);
  });

  it('of a part that is sold alone too, and whose number in the kit is not told, is what the lock holds beyond it', () => {
    const parts = [{ skuId: anId('p'), warehouseId: null, quantityPerKit: null }];
    const lines = [aLine({ skuId: anId('p'), quantity: 2 }), { ...kit(1, parts), index: 1 }];
    const both = [...invoices(2), anInvoice({ invoiceNumber: 'n2', items: [{ lineIndex: 1, quantity: 1 }] })];
    const memory = { firstUnits: { p: 2, kit: 1 }, held: [], kitSkuIds: [] };
    expect(leftOf({ lines, invoices: both, memory }, 0, 5)).toMatchObject({ isSettled: true, units: 5 });
  });
});

import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyOrder } from '../../../test/builders/any-order';
import { aLine, anInvoice, anOrder, at } from '../../../test/builders/order';
import { claimOf } from './claim';
import { leftOfLine, UNKNOWN_INVOICE_TIME } from './left';
import type { Invoice, Order } from './order';

const SEEDED = { seed: 20_260_902 };
const EARLY = at('2026-03-04T08:00:00Z');
const LATE = at('2026-03-05T08:00:00Z');
const CHANGED = at('2026-03-03T10:00:00Z');

const units = (lineIndex: number | null, quantity: number) => [{ lineIndex, quantity }];
let numbered = 0;
/** An Output of its own number. */
const output = (items: Invoice['items'], over: Partial<Invoice> = {}) => {
  numbered += 1;
  return anInvoice({ invoiceNumber: `own ${numbered}`, items, ...over });
};
const input = (items: Invoice['items']) => output(items, { type: 'Input' });
const three = { lines: [aLine({ quantity: 3 })] };
const changed = (now: number, first: number, removed: number): Partial<Order> => ({
  lines: [aLine({ quantity: now })],
  changes: removed === 0 ? [] : [{ skuId: anId('7'), added: 0, removed }],
  memory: { firstUnits: { '7': first }, held: [], kitSkuIds: [] },
});
const twoLines = { lines: [aLine({ quantity: 1 }), aLine({ index: 1, skuId: anId('8'), quantity: 1 })] };

const leftOf = (over: Partial<Order>, lineIndex = 0) => {
  const order = anOrder(over);
  const line = order.lines.find(({ index }) => index === lineIndex);
  if (line === undefined) throw new Error(`no line ${lineIndex}`);
  return leftOfLine(order, line);
};

const INVOICED = { status: 'invoiced' };
const OPEN = { status: 'payment-approved' };

describe('units of a line that left', () => {
  it('beyond its own are those that were added to its SKU, on whichever line the invoice names them', () => {
    const over = {
      ...INVOICED,
      lines: [aLine({ quantity: 1 }), aLine({ index: 1, quantity: 1 })],
      changes: [{ skuId: anId('7'), added: 1, removed: 0 }],
      memory: { firstUnits: { '7': 1 }, held: [], kitSkuIds: [] },
    };
    const named = (first: number, second: number) => {
      const invoices = [output([...units(0, first), ...units(1, second)])];
      return [0, 1].map((index) => leftOf({ ...over, invoices }, index).units);
    };
    expect(named(2, 1)).toEqual([2, 1]);
    expect(named(1, 2)).toEqual([1, 2]);
    expect(named(1, 1)).toEqual([1, 1]);
  });

  it.each<[string, Partial<Order>, { isSettled: boolean; units: number; isShort?: boolean }]>([
    ['nothing invoiced', {}, { isSettled: false, units: 0 }],
    [
      'changed to 5 (v2), Output 5',
      { ...INVOICED, ...changed(5, 3, 0), invoices: [output(units(0, 5))] },
      { isSettled: true, units: 5 },
    ],
    [
      'changed to 2 (v2), Output 2',
      { ...INVOICED, ...changed(2, 3, 0), invoices: [output(units(0, 2))] },
      { isSettled: true, units: 2 },
    ],
    [
      'changed to 2 (v1), Output 2',
      { ...INVOICED, ...changed(3, 3, 1), invoices: [output(units(0, 2))] },
      { isSettled: true, units: 2 },
    ],
    [
      'changed to 2 (both), Output 2',
      { ...INVOICED, ...changed(2, 3, 1), invoices: [output(units(0, 2))] },
      { isSettled: true, units: 2 },
    ],
    [
      'an Output without items',
      { ...INVOICED, ...three, invoices: [output([])] },
      { isSettled: true, units: 3 },
    ],
    [
      'Output 1, then one without items',
      { ...INVOICED, ...three, invoices: [output(units(0, 1)), output([])] },
      { isSettled: true, units: 3 },
    ],
    [
      'an Output with an unknown index',
      { ...INVOICED, ...three, invoices: [output(units(9, 2))] },
      { isSettled: true, units: 3 },
    ],
    [
      'an Output without index',
      { ...INVOICED, ...three, invoices: [output(units(null, 2))] },
      { isSettled: true, units: 3 },
    ],
    [
      'Output 2 of 3, nothing explains it',
      { ...INVOICED, ...three, invoices: [output(units(0, 2))] },
      { isSettled: true, units: 3, isShort: true },
    ],
    ['invoiced, and no invoice is listed', { ...INVOICED, ...three }, { isSettled: true, units: 3 }],
    [
      'invoices name more than the claim',
      { ...INVOICED, ...three, invoices: [output(units(0, 9))] },
      { isSettled: true, units: 3 },
    ],
    [
      'invoiced: a return changes nothing',
      { ...INVOICED, ...three, invoices: [output(units(0, 3)), input(units(0, 1))] },
      { isSettled: true, units: 3 },
    ],
    [
      'invoiced: nor one without index',
      { ...INVOICED, ...three, invoices: [output(units(0, 3)), input(units(null, 1))] },
      { isSettled: true, units: 3 },
    ],
    [
      'not invoiced, all named',
      { ...OPEN, ...three, invoices: [output(units(0, 1)), output(units(0, 2))] },
      { isSettled: true, units: 3 },
    ],
    [
      'not invoiced, part named',
      { ...OPEN, ...three, invoices: [output(units(0, 1))] },
      { isSettled: false, units: 1 },
    ],
    [
      'not invoiced, a return taken off',
      { ...OPEN, ...three, invoices: [output(units(0, 3)), input(units(0, 1))] },
      { isSettled: false, units: 2 },
    ],
    [
      'not invoiced, returned and sent again',
      { ...OPEN, ...three, invoices: [output(units(0, 3)), input(units(0, 1)), output(units(0, 1))] },
      { isSettled: true, units: 3 },
    ],
    [
      'not invoiced, a return without index',
      { ...OPEN, ...three, invoices: [output(units(0, 3)), input(units(null, 1))] },
      { isSettled: false, units: 0 },
    ],
    [
      'not invoiced, an Output without items',
      { ...OPEN, ...three, invoices: [output([])] },
      { isSettled: false, units: 0 },
    ],
    [
      'negative units',
      { ...OPEN, ...three, invoices: [output(units(0, -3))] },
      { isSettled: false, units: 0 },
    ],
    [
      'a line without units',
      { ...OPEN, lines: [aLine({ quantity: 0 })], invoices: [output(units(0, 0))] },
      { isSettled: false, units: 0 },
    ],
    [
      'one number twice, once without: both count',
      { ...OPEN, ...three, invoices: [output(units(0, 1)), output(units(0, 2), { invoiceNumber: null })] },
      { isSettled: true, units: 3 },
    ],
    [
      'two without a number are two',
      {
        ...OPEN,
        ...three,
        invoices: [
          output(units(0, 1), { invoiceNumber: null }),
          output(units(0, 2), { invoiceNumber: null }),
        ],
      },
      { isSettled: true, units: 3 },
    ],
    [
      'one number twice: the larger',
      { ...OPEN, ...three, invoices: [1, 2].map((one) => output(units(0, one), { invoiceNumber: 'n' })) },
      { isSettled: false, units: 2 },
    ],
    [
      'a line named twice in one invoice is added up',
      { ...OPEN, ...three, invoices: [output([...units(0, 1), ...units(0, 2)])] },
      { isSettled: true, units: 3 },
    ],
  ])('%s', (_case, order, { isSettled, units: left, isShort = false }) => {
    expect(leftOf(order)).toMatchObject({ isSettled, units: left, isShort });
  });

  it('counts one number for each of its lines', () => {
    const invoices = [0, 1].map((line) => output(units(line, 1), { invoiceNumber: 'n' }));
    for (const line of [0, 1])
      expect(leftOf({ ...OPEN, ...twoLines, invoices }, line)).toMatchObject({ isSettled: true, units: 1 });
  });

  it('judges units missing on the invoices by SKU: one line’s surplus is no other’s', () => {
    const lines = [aLine({ quantity: 2 }), aLine({ index: 1, quantity: 2 })];
    const invoices = [output([...units(0, 1), ...units(1, 2)])];
    const explained = { lines, invoices, ...INVOICED, changes: [{ skuId: anId('7'), added: 0, removed: 1 }] };
    expect([leftOf(explained, 0).units, leftOf(explained, 1).units]).toEqual([1, 2]);
    expect([
      leftOf({ lines, invoices, ...INVOICED }, 0).units,
      leftOf({ lines, invoices, ...INVOICED }, 1).units,
    ]).toEqual([2, 2]);
    // One unit of a change does not explain one missing on each of them.
    const both = { ...explained, invoices: [output([...units(0, 1), ...units(1, 1)])] };
    expect([leftOf(both, 0).units, leftOf(both, 1).units]).toEqual([2, 2]);
  });

  it('an explained difference is none where an invoice is vague, or there is none', () => {
    const memory = { firstUnits: null, held: [], kitSkuIds: [] };
    const changes = (removed: number) => [{ skuId: anId('7'), added: 0, removed }];
    const order = { ...INVOICED, ...three, memory };
    const two = output(units(0, 2));
    expect(leftOf({ ...order, changes: changes(1), invoices: [two] }).units).toBe(2);
    expect(leftOf({ ...order, changes: changes(1), invoices: [two, output([])] }).units).toBe(3);
    expect(leftOf({ ...order, changes: changes(3), invoices: [] }).units).toBe(3);
  });

  it('tells whether an invoice may have meant the line, and how many may have left at most', () => {
    const other = [output(units(1, 1))];
    expect(leftOf({ ...OPEN, ...twoLines, invoices: other })).toMatchObject({ isTouched: false, atMost: 0 });
    expect(leftOf({ ...OPEN, ...three, invoices: [output([])] })).toMatchObject({
      isTouched: true,
      atMost: 3,
    });
    const returned = [output(units(0, 2)), input(units(0, 2))];
    expect(leftOf({ ...OPEN, ...three, invoices: returned })).toMatchObject({
      isTouched: true,
      units: 0,
      atMost: 2,
    });
  });

  it.each<[string, Partial<Order>, string]>([
    ['the invoice', { invoices: [output(units(0, 2), { issuedAt: LATE })] }, LATE],
    [
      'the later of two',
      { invoices: [output(units(0, 1), { issuedAt: LATE }), output(units(0, 1), { issuedAt: EARLY })] },
      LATE,
    ],
    [
      'never that of another line',
      {
        lines: [aLine(), aLine({ index: 1, skuId: anId('8') })],
        invoices: [output(units(0, 2), { issuedAt: EARLY }), output(units(1, 1), { issuedAt: LATE })],
      },
      EARLY,
    ],
    ['invoiced without an invoice: the order', { ...INVOICED, invoicedAt: LATE }, LATE],
    ['only its last change', { ...INVOICED }, CHANGED],
    ['nothing at all', { ...INVOICED, changedAt: null }, UNKNOWN_INVOICE_TIME],
    [
      'an undated one: the order, when that is later',
      {
        invoicedAt: LATE,
        invoices: [output(units(0, 1), { issuedAt: EARLY }), output(units(0, 1), { issuedAt: null })],
      },
      LATE,
    ],
    [
      'an undated one: never earlier than a dated one',
      {
        invoicedAt: EARLY,
        invoices: [output(units(0, 1), { issuedAt: LATE }), output(units(0, 1), { issuedAt: null })],
      },
      LATE,
    ],
    [
      'one without items counts once it is invoiced',
      { ...INVOICED, invoices: [output(units(0, 2), { issuedAt: EARLY }), output([], { issuedAt: LATE })] },
      LATE,
    ],
  ])('is dated by %s', (_case, order, invoicedAt) => {
    expect(leftOf(order).invoicedAt).toBe(invoicedAt);
  });

  it('is told by moment, oldest first, and the rest at the last one', () => {
    const invoices = [output(units(0, 1), { issuedAt: LATE }), output(units(0, 1), { issuedAt: EARLY })];
    expect(leftOf({ ...three, ...INVOICED, invoices }).parts).toEqual([
      { at: EARLY, quantity: 1 },
      { at: LATE, quantity: 1 },
      { at: LATE, quantity: 1 },
    ]);
    const many = [output(units(0, 9), { issuedAt: EARLY }), output(units(0, 1), { issuedAt: LATE })];
    expect(leftOf({ ...three, invoices: many }).parts).toEqual([{ at: EARLY, quantity: 3 }]);
  });

  it('is never more than the claim, is all of its parts once settled, and names no more at most', () => {
    fc.assert(
      fc.property(anyOrder(), (order) => {
        for (const line of order.lines) {
          const left = leftOfLine(order, line);
          expect(left.units).toBeGreaterThanOrEqual(0);
          expect(left.units).toBeLessThanOrEqual(claimOf(order, line).units);
          expect(left.atMost).toBeGreaterThanOrEqual(left.units);
          expect(left.parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(left.units);
          expect(left.invoicedAt === null).toBe(!left.isSettled);
        }
      }),
      SEEDED,
    );
  });

  it('in doubt is never less than what the Outputs name of the line, each number once', () => {
    fc.assert(
      fc.property(anyOrder(), (order) => {
        const now = { ...order, status: 'invoiced' };
        for (const line of now.lines) {
          const largest = Math.max(
            0,
            ...now.invoices
              .filter(({ type }) => type === 'Output')
              .map(({ items }) =>
                items
                  .filter(({ lineIndex }) => lineIndex === line.index)
                  .reduce((sum, { quantity }) => sum + quantity, 0),
              ),
          );
          const left = leftOfLine(now, line);
          expect(left.units).toBeGreaterThanOrEqual(Math.min(largest, claimOf(now, line).units));
        }
      }),
      SEEDED,
    );
  });
});

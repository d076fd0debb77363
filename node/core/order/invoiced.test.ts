import { aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import {
  coverageOfOrder,
  coverageOfPart,
  invoicedParts,
  invoicedUnits,
  UNKNOWN_INVOICE_TIME,
} from './invoiced';
import type { Order } from './order';

const PART = { lockId: LOCK, skuId: '7', warehouseId: 'w1' };
const EARLY = at('2026-03-04T08:00:00Z');
const LATE = at('2026-03-05T08:00:00Z');
const CHANGED = at('2026-03-03T10:00:00Z');

const units = (lineIndex: number, quantity: number) => [{ lineIndex, quantity }];
const split = aLine({
  quantity: 5,
  allocations: [
    { warehouseId: 'w1', quantity: 2, kitParts: [] },
    { warehouseId: 'w2', quantity: 3, kitParts: [] },
  ],
});
const twice = [aLine(), aLine({ index: 1, quantity: 1 })];

describe('coverage of a reservation by Output invoices', () => {
  it.each<[string, Partial<Order>, ReturnType<typeof coverageOfPart>]>([
    ['no invoice', {}, { kind: 'none' }],
    ['all units', { invoices: [anInvoice({ issuedAt: LATE })] }, { kind: 'all', invoicedAt: LATE }],
    ['part of them', { invoices: [anInvoice({ items: units(0, 1) })] }, { kind: 'some' }],
    [
      'all by two invoices, the later decides',
      {
        invoices: [
          anInvoice({ items: units(0, 1), issuedAt: LATE }),
          anInvoice({ items: units(0, 1), issuedAt: EARLY }),
        ],
      },
      { kind: 'all', invoicedAt: LATE },
    ],
    [
      'an invoice of another line says nothing',
      { lines: [aLine(), aLine({ index: 1, skuId: '8' })], invoices: [anInvoice({ items: units(1, 2) })] },
      { kind: 'none' },
    ],
    [
      'the later invoice of another line does not date it',
      {
        lines: [aLine(), aLine({ index: 1, skuId: '8' })],
        invoices: [anInvoice({ issuedAt: EARLY }), anInvoice({ items: units(1, 1), issuedAt: LATE })],
      },
      { kind: 'all', invoicedAt: EARLY },
    ],
    ['a return is no invoice', { invoices: [anInvoice({ type: 'Input' })] }, { kind: 'none' }],
    [
      'a return does not take an invoice back',
      { invoices: [anInvoice({ issuedAt: EARLY }), anInvoice({ type: 'Input', issuedAt: LATE })] },
      { kind: 'all', invoicedAt: EARLY },
    ],
    ['an invoice without items may be anything', { invoices: [anInvoice({ items: [] })] }, { kind: 'some' }],
    [
      'without items, but the order is invoiced',
      { status: 'invoiced', invoices: [anInvoice({ items: [], issuedAt: LATE })] },
      { kind: 'all', invoicedAt: LATE },
    ],
    [
      'invoiced and no invoice listed',
      { status: 'invoiced', invoicedAt: LATE },
      { kind: 'all', invoicedAt: LATE },
    ],
    ['invoiced, only its last change dated', { status: 'invoiced' }, { kind: 'all', invoicedAt: CHANGED }],
    [
      'invoiced, nothing dated',
      { status: 'invoiced', changedAt: null },
      { kind: 'all', invoicedAt: UNKNOWN_INVOICE_TIME },
    ],
    [
      'one of two invoices undated: the order decides when it is later',
      {
        invoicedAt: LATE,
        invoices: [
          anInvoice({ items: units(0, 1), issuedAt: EARLY }),
          anInvoice({ items: units(0, 1), issuedAt: null }),
        ],
      },
      { kind: 'all', invoicedAt: LATE },
    ],
    [
      'one of two invoices undated: never earlier than the dated one',
      {
        invoicedAt: EARLY,
        invoices: [
          anInvoice({ items: units(0, 1), issuedAt: LATE }),
          anInvoice({ items: units(0, 1), issuedAt: null }),
        ],
      },
      { kind: 'all', invoicedAt: LATE },
    ],
    [
      'split over two warehouses, this one’s share invoiced',
      { lines: [split], invoices: [anInvoice({ items: units(0, 2) })] },
      { kind: 'some' },
    ],
    [
      'split over two warehouses, all invoiced',
      { lines: [split], invoices: [anInvoice({ items: units(0, 5), issuedAt: LATE })] },
      { kind: 'all', invoicedAt: LATE },
    ],
    ['same SKU on two lines, one invoiced', { lines: twice, invoices: [anInvoice()] }, { kind: 'some' }],
    [
      'same SKU on two lines, many units of one invoiced',
      { lines: twice, invoices: [anInvoice({ items: units(0, 9) })] },
      { kind: 'some' },
    ],
    [
      'same SKU on two lines, both invoiced',
      { lines: twice, invoices: [anInvoice({ issuedAt: LATE, items: [...units(0, 2), ...units(1, 1)] })] },
      { kind: 'all', invoicedAt: LATE },
    ],
    ['negative units count nothing', { invoices: [anInvoice({ items: units(0, -2) })] }, { kind: 'none' }],
    [
      'a partial invoice sent it back',
      { status: 'payment-approved', invoices: [anInvoice({ items: units(0, 1) })] },
      { kind: 'some' },
    ],
    [
      'another lock',
      { lines: [aLine({ lockId: '00-other-01' })], invoices: [anInvoice()] },
      { kind: 'none' },
    ],
    ['no units at all', { lines: [aLine({ quantity: 0 })], invoices: [] }, { kind: 'none' }],
  ])('%s', (_case, order, expected) => {
    expect(coverageOfPart(anOrder(order), PART)).toEqual(expected);
  });

  it('counts units of one line over all its invoices', () => {
    const invoices = [anInvoice(), anInvoice({ items: units(0, 3) }), anInvoice({ type: 'Input' })];
    expect(invoicedUnits(anOrder({ invoices }), 0)).toBe(5);
  });

  it('needs every line of the order for the whole order', () => {
    const lines = [aLine(), aLine({ index: 1, skuId: '8', quantity: 1, lockId: null })];
    const first = anInvoice({ issuedAt: EARLY });
    const second = anInvoice({ items: units(1, 1), issuedAt: LATE });
    expect(coverageOfOrder(anOrder({ lines, invoices: [first] }))).toEqual({ kind: 'some' });
    expect(coverageOfOrder(anOrder({ lines, invoices: [first, second] }))).toEqual({
      kind: 'all',
      invoicedAt: LATE,
    });
  });
});

describe('what left with which invoice', () => {
  it('is told oldest first, no line for more than its units', () => {
    const invoices = [
      anInvoice({ items: units(0, 1), issuedAt: LATE }),
      anInvoice({ items: units(0, 9), issuedAt: EARLY }),
    ];
    expect(invoicedParts(anOrder({ invoices }), PART)).toEqual([
      { at: EARLY, quantity: 1 },
      { at: LATE, quantity: 1 },
    ]);
  });

  it('is not told for a line of several warehouses, nor for a part of a kit', () => {
    const kit = aLine({
      skuId: 'kit',
      allocations: [{ warehouseId: 'w1', quantity: 2, kitParts: [{ skuId: '7', quantityPerKit: 1 }] }],
    });
    expect(invoicedParts(anOrder({ lines: [split], invoices: [anInvoice()] }), PART)).toBeNull();
    expect(invoicedParts(anOrder({ lines: [kit], invoices: [anInvoice()] }), PART)).toBeNull();
  });
});

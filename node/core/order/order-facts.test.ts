import { aKnown, aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import type { OrderFacts } from '../gate/plan';
import type { KitPart, Order } from './order';
import { orderFactsFor } from './order-facts';

const PART = { lockId: LOCK, skuId: '7', warehouseId: 'w1', quantity: 2 };
const INVOICED_AT = at('2026-03-04T12:00:00Z');

const kitLine = (kitParts: KitPart[], over = {}) =>
  aLine({ skuId: 'kit', quantity: 2, allocations: [{ warehouseId: 'w1', quantity: 2, kitParts }], ...over });
const otherLine = aLine({ index: 1, skuId: '9', quantity: 1 });

function kindOf(order: Partial<Order>, part = PART): OrderFacts['kind'] {
  return orderFactsFor(anOrder(order), part).kind;
}

describe('facts of the order behind a listed reservation', () => {
  it.each<[string, Partial<Order>, OrderFacts['kind']]>([
    ['in handling', { status: 'handling' }, 'open'],
    ['invoiced', { status: 'invoiced' }, 'invoiced'],
    [
      'invoices cover it though the status lags',
      { status: 'payment-approved', invoices: [anInvoice()] },
      'invoiced',
    ],
    ['partly invoiced', { invoices: [anInvoice({ items: [{ lineIndex: 0, quantity: 1 }] })] }, 'open'],
    ['canceled', { status: 'canceled' }, 'canceled'],
    ['replaced', { status: 'replaced' }, 'canceled'],
    ['cancel in progress', { status: 'cancel' }, 'open'],
    ['canceling', { status: 'canceling' }, 'open'],
    ['cancellation asked', { status: 'cancellation-requested', hasCancellationData: true }, 'open'],
    ['canceled though invoiced: the goods left', { status: 'canceled', invoices: [anInvoice()] }, 'invoiced'],
    [
      'canceled though partly invoiced: neither',
      { status: 'canceled', invoices: [anInvoice({ items: [{ lineIndex: 0, quantity: 1 }] })] },
      'open',
    ],
    [
      'canceled with an invoice that names nothing',
      { status: 'canceled', invoices: [anInvoice({ items: [] })] },
      'open',
    ],
    [
      'canceled, another line invoiced',
      {
        status: 'canceled',
        lines: [aLine(), otherLine],
        invoices: [anInvoice({ items: [{ lineIndex: 1, quantity: 1 }] })],
      },
      'canceled',
    ],
    ['canceled, allocations gone', { status: 'canceled', lines: [aLine({ allocations: [] })] }, 'canceled'],
    ['incomplete', { status: null, isCompleted: false }, 'open'],
    [
      'incomplete with cancellation data',
      { status: null, isCompleted: false, hasCancellationData: true },
      'open',
    ],
    ['unknown status', { status: 'whatever' }, 'open'],
    ['other lock only', { status: 'invoiced', lines: [aLine({ lockId: '00-v2-01' })] }, 'unreadable'],
    ['no lines', { status: 'invoiced', lines: [] }, 'unreadable'],
    ['line of another seller only', { status: 'invoiced', lines: [aLine({ lockId: null })] }, 'unreadable'],
  ])('%s', (_case, order, kind) => {
    expect(kindOf(order)).toBe(kind);
  });

  it('names the order, its status and since when', () => {
    expect(orderFactsFor(anOrder(), PART)).toEqual({
      kind: 'open',
      orderId: 'v1-01',
      orderStatus: 'handling',
      since: at('2026-03-03T10:00:00Z'),
    });
  });

  it('dates the invoice and what left with it', () => {
    expect(orderFactsFor(anOrder({ invoices: [anInvoice()] }), PART)).toEqual({
      kind: 'invoiced',
      orderId: 'v1-01',
      invoicedAt: INVOICED_AT,
      invoicedQuantity: 2,
      partsInvoiced: [{ at: INVOICED_AT, quantity: 2 }],
    });
  });

  it('tells what left of an open one', () => {
    const invoices = [anInvoice({ items: [{ lineIndex: 0, quantity: 1 }] })];
    expect(orderFactsFor(anOrder({ invoices }), PART)).toMatchObject({
      kind: 'open',
      partsInvoiced: [{ at: INVOICED_AT, quantity: 1 }],
    });
  });

  it('leaves the parts out where they do not add up', () => {
    const facts = orderFactsFor(anOrder({ status: 'invoiced', invoices: [anInvoice({ items: [] })] }), PART);
    expect(facts).not.toHaveProperty('partsInvoiced');
  });

  describe('units that the lines do not explain wait for the whole order', () => {
    const lineInvoiced = { lines: [aLine(), otherLine], invoices: [anInvoice()] };

    it('more units than the line has: a kit may hold them', () => {
      expect(kindOf(lineInvoiced)).toBe('invoiced');
      expect(kindOf(lineInvoiced, { ...PART, quantity: 3 })).toBe('open');
      expect(kindOf({ ...lineInvoiced, status: 'invoiced' }, { ...PART, quantity: 3 })).toBe('invoiced');
    });

    it('another warehouse than the order names', () => {
      expect(kindOf(lineInvoiced, { ...PART, warehouseId: 'w2' })).toBe('open');
      expect(kindOf({ ...lineInvoiced, status: 'invoiced' }, { ...PART, warehouseId: 'w2' })).toBe(
        'invoiced',
      );
    });

    it('a SKU that is on no line', () => {
      expect(kindOf(lineInvoiced, { ...PART, skuId: '70' })).toBe('open');
      expect(kindOf({ ...lineInvoiced, status: 'invoiced' }, { ...PART, skuId: '70' })).toBe('invoiced');
    });
  });

  describe('parts of a kit', () => {
    const kitInvoiced = [anInvoice()];

    it('named by the order: its kit line decides', () => {
      const lines = [kitLine([{ skuId: '7', quantityPerKit: 3 }]), otherLine];
      expect(kindOf({ lines }, { ...PART, quantity: 6 })).toBe('open');
      expect(kindOf({ lines, invoices: kitInvoiced }, { ...PART, quantity: 6 })).toBe('invoiced');
    });

    it('more units than the kits need', () => {
      const lines = [kitLine([{ skuId: '7', quantityPerKit: 3 }]), otherLine];
      expect(kindOf({ lines, invoices: kitInvoiced }, { ...PART, quantity: 7 })).toBe('open');
    });

    it('named without a count', () => {
      const lines = [kitLine([{ skuId: '7', quantityPerKit: null }]), otherLine];
      expect(kindOf({ lines, invoices: kitInvoiced }, { ...PART, quantity: 99 })).toBe('invoiced');
    });

    it('not named: the whole order decides', () => {
      const lines = [kitLine([]), otherLine];
      expect(kindOf({ lines, invoices: kitInvoiced })).toBe('open');
      expect(kindOf({ lines, invoices: kitInvoiced, status: 'invoiced' })).toBe('invoiced');
    });

    it('sold alone as well: both lines decide', () => {
      const lines = [kitLine([{ skuId: '7', quantityPerKit: 1 }]), aLine({ index: 1, quantity: 1 })];
      const both = [anInvoice(), anInvoice({ items: [{ lineIndex: 1, quantity: 1 }] })];
      expect(kindOf({ lines, invoices: kitInvoiced }, { ...PART, quantity: 3 })).toBe('open');
      expect(kindOf({ lines, invoices: both }, { ...PART, quantity: 3 })).toBe('invoiced');
    });
  });

  it('keeps a recorded invoice that an older answer lacks, for as many units', () => {
    const recorded = [aKnown({ status: 'invoiced', invoicedAt: INVOICED_AT })];
    expect(orderFactsFor(anOrder(), PART, recorded)).toMatchObject({
      kind: 'invoiced',
      invoicedAt: INVOICED_AT,
    });
    expect(orderFactsFor(anOrder(), { ...PART, quantity: 3 }, recorded).kind).toBe('open');
    expect(orderFactsFor(anOrder(), { ...PART, warehouseId: 'w2' }, recorded).kind).toBe('open');
    expect(orderFactsFor(anOrder(), PART, [aKnown({ status: 'canceled' })]).kind).toBe('open');
  });
});

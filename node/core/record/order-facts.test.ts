import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyOrder } from '../../../test/builders/any-order';
import { aKnown, aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import type { OrderFacts } from '../gate/gate-input';
import { leftOfLine } from '../order/left';
import type { KitPart, Order } from '../order/order';
import type { KnownReservation } from '../reservation/reservation';
import { factsOfLock, isUnexplained, orderFactsFor } from './order-facts';

const SEEDED = { seed: 20_260_905 };
const PLACE = { lockId: LOCK, skuId: anId('7'), warehouseId: anId('w1'), quantity: 2 };
const INVOICED_AT = at('2026-03-04T12:00:00Z');

const recorded = (order: Partial<Order>, reservations: KnownReservation[] = []) => ({
  order: anOrder(order),
  reservations,
});
const factsOf = (order: Partial<Order>, place = PLACE, known: KnownReservation[] = []): OrderFacts =>
  orderFactsFor(recorded(order, known), place);
const kindOf = (...given: Parameters<typeof factsOf>) => factsOf(...given).kind;

const kitLine = (kitParts: KitPart[]) =>
  aLine({
    skuId: anId('kit'),
    quantity: 2,
    allocations: [{ warehouseId: anId('w1'), quantity: 2, kitParts }],
  });
const part = (quantityPerKit: number | null): KitPart => ({
  skuId: anId('7'),
  warehouseId: null,
  quantityPerKit,
});
const otherLine = aLine({ index: 1, skuId: anId('9'), quantity: 1 });
const some = [anInvoice({ items: [{ lineIndex: 0, quantity: 1 }] })];

describe('facts of the order behind a listed reservation', () => {
  it.each<[string, Partial<Order>, OrderFacts['kind']]>([
    ['in handling', { status: 'handling' }, 'open'],
    ['invoiced', { status: 'invoiced' }, 'invoiced'],
    [
      'invoices cover it though the status lags',
      { status: 'payment-approved', invoices: [anInvoice()] },
      'invoiced',
    ],
    ['partly invoiced', { invoices: some }, 'open'],
    ['canceled', { status: 'canceled' }, 'canceled'],
    ['replaced', { status: 'replaced' }, 'canceled'],
    ['cancel in progress', { status: 'cancel' }, 'open'],
    ['canceling', { status: 'canceling' }, 'open'],
    ['cancellation asked', { status: 'cancellation-requested', hasCancellationData: true }, 'open'],
    ['canceled though invoiced: the goods left', { status: 'canceled', invoices: [anInvoice()] }, 'invoiced'],
    ['canceled though partly invoiced: neither', { status: 'canceled', invoices: some }, 'open'],
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
    ['other lock only', { status: 'invoiced', lines: [aLine({ lockId: anId('00-v2-01') })] }, 'unreadable'],
    ['no lines', { status: 'invoiced', lines: [] }, 'unreadable'],
    [
      'line of another seller only',
      { status: 'invoiced', lines: [aLine({ lockId: null, seller: 'other' })] },
      'unreadable',
    ],
  ])('%s', (_case, order, kind) => {
    expect(kindOf(order)).toBe(kind);
  });

  it('names the order, its status and since when', () => {
    expect(factsOf({})).toEqual({
      kind: 'open',
      orderId: 'v1-01',
      orderStatus: 'handling',
      since: at('2026-03-03T10:00:00Z'),
      claimQuantity: 2,
    });
  });

  it('dates the invoice and what left with it, and tells what left of an open one', () => {
    expect(factsOf({ invoices: [anInvoice()] })).toEqual({
      kind: 'invoiced',
      orderId: 'v1-01',
      invoicedAt: INVOICED_AT,
      leftQuantity: 2,
      partsLeft: [{ at: INVOICED_AT, quantity: 2 }],
    });
    expect(factsOf({ invoices: some })).toMatchObject({
      kind: 'open',
      partsLeft: [{ at: INVOICED_AT, quantity: 1 }],
    });
  });

  it('tells of one canceled after a part invoice how many are in doubt, and of no other', () => {
    expect(factsOf({ status: 'canceled', invoices: some })).toMatchObject({
      kind: 'open',
      undoneQuantity: 1,
    });
    const returned = [
      ...some,
      anInvoice({ type: 'Input', invoiceNumber: 'back', items: [{ lineIndex: null, quantity: 1 }] }),
    ];
    expect(factsOf({ status: 'canceled', invoices: returned })).toMatchObject({
      kind: 'open',
      undoneQuantity: 1,
    });
    expect(factsOf({ invoices: some })).not.toHaveProperty('undoneQuantity');
  });

  describe('units that the lines do not explain wait for the whole order', () => {
    const lineInvoiced = { lines: [aLine(), otherLine], invoices: [anInvoice()] };

    it.each<[string, typeof PLACE]>([
      ['more units than the line has: a kit may hold them', { ...PLACE, quantity: 3 }],
      ['another warehouse than the order names', { ...PLACE, warehouseId: anId('w2') }],
      ['a SKU that is on no line', { ...PLACE, skuId: anId('70') }],
    ])('%s', (_case, place) => {
      expect(kindOf(lineInvoiced)).toBe('invoiced');
      expect(kindOf(lineInvoiced, place)).toBe('open');
      const all = factsOf({ ...lineInvoiced, status: 'invoiced' }, place);
      expect(all).toMatchObject({ kind: 'invoiced', leftQuantity: place.quantity, doubt: 'unexplained' });
      expect(isUnexplained(recorded(lineInvoiced), place)).toBe(true);
      const order = anOrder(lineInvoiced);
      const memory = { ...order.memory, held: [{ lockId: LOCK, items: [] }] };
      expect(isUnexplained(recorded({ ...lineInvoiced, memory }), place)).toBe(false);
    });
  });

  describe('parts of a kit', () => {
    const invoices = [anInvoice()];

    it('named by the order: its kit line decides, and what the lock holds is no matter', () => {
      const lines = [kitLine([part(3)]), otherLine];
      expect(kindOf({ lines }, { ...PLACE, quantity: 6 })).toBe('open');
      expect(factsOf({ lines, invoices }, { ...PLACE, quantity: 6 })).toMatchObject({
        kind: 'invoiced',
        leftQuantity: 6,
      });
      expect(kindOf({ lines, invoices }, { ...PLACE, quantity: 7 })).toBe('open');
    });

    it('named without a count: all of the lock belongs to them', () => {
      const lines = [kitLine([part(null)]), otherLine];
      const memory = { firstUnits: { kit: 2, '9': 1 }, held: [], kitSkuIds: [] };
      expect(factsOf({ lines, invoices, memory }, { ...PLACE, quantity: 99 })).toMatchObject({
        kind: 'invoiced',
        leftQuantity: 99,
      });
    });

    it('not named: the whole order decides', () => {
      const lines = [kitLine([]), otherLine];
      expect(kindOf({ lines, invoices })).toBe('open');
      expect(kindOf({ lines, invoices, status: 'invoiced' })).toBe('invoiced');
    });

    it('sold alone as well: both lines decide', () => {
      const lines = [kitLine([part(1)]), aLine({ index: 1, quantity: 1 })];
      const both = [...invoices, anInvoice({ invoiceNumber: 'n2', items: [{ lineIndex: 1, quantity: 1 }] })];
      expect(kindOf({ lines, invoices }, { ...PLACE, quantity: 3 })).toBe('open');
      expect(factsOf({ lines, invoices: both }, { ...PLACE, quantity: 3 })).toMatchObject({
        kind: 'invoiced',
        leftQuantity: 3,
      });
    });
  });

  it('of a line that was removed nothing left, and nobody claims what VTEX still holds', () => {
    const changes = [{ skuId: anId('7'), added: 0, removed: 2 }];
    const gone = { status: 'invoiced', lines: [otherLine], changes };
    expect(kindOf(gone)).toBe('canceled');
    expect(kindOf({ ...gone, changes: [] }, PLACE, [aKnown({ status: 'canceled' })])).toBe('canceled');
  });

  it('keeps a recorded invoice that an older answer lacks, for as many units', () => {
    const known = [aKnown({ status: 'invoiced', invoicedAt: INVOICED_AT, leftQuantity: 1 })];
    expect(factsOf({}, PLACE, known)).toMatchObject({
      kind: 'invoiced',
      invoicedAt: INVOICED_AT,
      leftQuantity: 1,
    });
    expect(kindOf({}, { ...PLACE, warehouseId: anId('w2') }, known)).toBe('open');
    expect(kindOf({}, PLACE, [aKnown({ status: 'acknowledged' })])).toBe('open');
  });

  it.each<[string, Partial<Order>, Partial<Order>, OrderFacts['kind'], number | null]>([
    ['replaced and open', { status: 'replaced' }, { status: 'handling' }, 'open', null],
    ['replaced and invoiced', { status: 'replaced' }, { status: 'invoiced' }, 'invoiced', 2],
    ['replaced and canceled', { status: 'replaced' }, { status: 'canceled' }, 'canceled', null],
    ['both invoiced', { status: 'invoiced' }, { status: 'invoiced' }, 'invoiced', 4],
    ['replaced, and one that is not behind it', { status: 'replaced' }, { lines: [] }, 'unreadable', null],
  ])('a lock that two orders name, %s, is settled when both are', (_case, first, second, kind, left) => {
    const orders = [recorded(first), recorded({ orderId: anId('v2-01'), ...second })];
    for (const both of [orders, [...orders].reverse()]) {
      const facts = factsOfLock(both, PLACE);
      expect(facts.kind).toBe(kind);
      if (facts.kind === 'invoiced') expect(facts.leftQuantity).toBe(left);
    }
  });

  it('of two invoiced orders what left is dated by the later, and told of both', () => {
    const LATER = at('2026-03-05T12:00:00Z');
    const one = recorded({ invoices: [anInvoice()] });
    const other = recorded({ orderId: anId('v2-01'), invoices: [anInvoice({ issuedAt: LATER })] });
    for (const both of [
      [one, other],
      [other, one],
    ])
      expect(factsOfLock(both, PLACE)).toMatchObject({
        invoicedAt: LATER,
        leftQuantity: 4,
        partsLeft: expect.arrayContaining([
          { at: INVOICED_AT, quantity: 2 },
          { at: LATER, quantity: 2 },
        ]),
      });
  });

  it('units taken off a line that lies elsewhere say nothing of what is recorded here', () => {
    const lines = [aLine({ allocations: [{ warehouseId: anId('w2'), quantity: 2, kitParts: [] }] })];
    const changes = [{ skuId: anId('7'), added: 0, removed: 2 }];
    const memory = { firstUnits: null, held: [], kitSkuIds: [] };
    expect(kindOf({ lines, changes, memory }, PLACE, [aKnown()])).toBe('open');
  });

  it('what was removed stays so, although an older answer says otherwise', () => {
    const known = [aKnown({ status: 'removed', invoicedAt: INVOICED_AT })];
    expect(factsOf({}, PLACE, known)).toMatchObject({ kind: 'invoiced', leftQuantity: 2 });
    expect(factsOf({ lines: [otherLine] }, PLACE, known)).toMatchObject({
      kind: 'invoiced',
      leftQuantity: 2,
    });
  });

  it('nobody holds a lock without orders', () => {
    expect(factsOfLock([], PLACE).kind).toBe('unreadable');
  });

  it('says invoiced of one plain line exactly when the line is settled, with what left of it', () => {
    fc.assert(
      fc.property(anyOrder(), (any) => {
        const [line] = any.lines;
        if (line === undefined || line.lockId === null) return;
        const own = aLine({ index: line.index, quantity: line.quantity, lockId: line.lockId });
        const order = { ...any, lines: [own] };
        const place = {
          lockId: line.lockId,
          skuId: anId('7'),
          warehouseId: anId('w1'),
          quantity: line.quantity,
        };
        const facts = orderFactsFor({ order, reservations: [] }, place);
        const left = leftOfLine(order, own);
        expect(facts.kind === 'invoiced').toBe(left.isSettled);
        if (facts.kind === 'invoiced') expect(facts.leftQuantity).toBe(left.units);
      }),
      SEEDED,
    );
  });
});

import { anId } from '../../../test/builders/an-id';
import { aKnown, aLine, anInvoice, anOrder, at, LOCK } from '../../../test/builders/order';
import type { HeldItem, Order, OrderLine } from '../order/order';
import { deriveReservations } from './derive';
import { mergeReading } from './merge-reading';
import type { KnownReservation } from './reservation';

/** Counted from here versions go one by one. */
const EARLY_MS = 0;
const NOW = at('2026-03-05T09:00:00Z');

function read(known: KnownReservation[], over: Partial<Order>, others: KnownReservation[] = []) {
  const order = anOrder(over);
  const derived = deriveReservations(order, new Map(), known);
  return mergeReading({ known, derived, order, occurredAt: NOW, readAtMs: EARLY_MS, others });
}
const memory = (firstUnits: Record<string, number>, items: HeldItem[] = []): Order['memory'] => ({
  firstUnits,
  held: items.length === 0 ? [] : [{ lockId: LOCK, items }],
  kitSkuIds: [],
});
const item = (skuId: string, warehouseId: string, quantity: number): HeldItem => ({
  skuId: anId(skuId),
  warehouseId: anId(warehouseId),
  quantity,
  kitSkuIds: [],
});

describe('a kit and its parts', () => {
  const kit = (quantity = 2): OrderLine => {
    const kitParts = [{ skuId: anId('p'), warehouseId: null, quantityPerKit: 3 }];
    return aLine({
      skuId: anId('kit'),
      quantity,
      allocations: [{ warehouseId: anId('w1'), quantity, kitParts }],
    });
  };
  const soldAsKit = aKnown({ skuId: anId('kit'), heldAs: 'parts' });
  const of = ({ reservations }: ReturnType<typeof read>, skuId: string) =>
    reservations.find((one) => one.skuId === skuId);

  test('the ERP hears of the parts, unless it heard of the kit', () => {
    const parts = read([], { lines: [kit()] });
    expect(of(parts, 'p')).toMatchObject({ isTold: true, version: 1, partOf: 'kit' });
    expect(parts.changes.map(({ skuId }) => skuId)).toEqual(['p']);
    const asKit = read([soldAsKit], { lines: [kit()] });
    expect(of(asKit, 'p')).toMatchObject({ isTold: false, version: 0 });
    expect(asKit.changes).toEqual([]);
  });

  test('the kit is removed with the last of its parts, and not while none is recorded', () => {
    const invoiced = { status: 'invoiced', lines: [kit()] };
    expect(of(read([soldAsKit], invoiced), 'kit')).toMatchObject({ status: 'invoiced' });
    const part = aKnown({
      skuId: anId('p'),
      quantity: 6,
      partOf: anId('kit'),
      isTold: false,
      status: 'invoiced',
    });
    expect(of(read([soldAsKit, part], invoiced), 'kit')).toMatchObject({ status: 'invoiced' });
    const removed: KnownReservation = { ...part, status: 'removed' };
    expect(of(read([soldAsKit, removed], invoiced), 'kit')).toMatchObject({ status: 'removed' });
  });

  test('what the lock holds of the parts is no number of kits', () => {
    const over = { lines: [kit(1)], memory: memory({ kit: 2 }, [item('p', 'w1', 6)]) };
    expect(of(read([soldAsKit], over), 'kit')).toMatchObject({ quantity: 2 });
    expect(of(read([soldAsKit], over), 'p')).toMatchObject({ quantity: 6 });
  });
});

test('the ERP does not hear of units that VTEX does not reserve', () => {
  const added = read([], { lines: [aLine({ lockId: null })] });
  expect(added).toMatchObject({ reservations: [{ heldAs: 'none', isTold: false, version: 0 }], changes: [] });
});

test('found in another warehouse after its invoice: over here, and recorded there', () => {
  const known = aKnown({ status: 'invoiced', invoicedAt: NOW });
  const over = { status: 'invoiced', memory: memory({ '7': 2 }, [item('7', 'w2', 2)]) };
  const { reservations } = read([known], over);
  expect(reservations).toMatchObject([
    { warehouseId: 'w2', status: 'invoiced', leftQuantity: 2 },
    { warehouseId: 'w1', status: 'canceled', leftQuantity: null, invoicedAt: null, wasAcknowledged: false },
  ]);
});

describe('a lock that an order and its successor name', () => {
  const successor = aKnown({ orderId: anId('v2-01'), version: 9 });

  test('goes on: that its first order is over is not told', () => {
    const { reservations, changes } = read([aKnown()], { status: 'replaced' }, [successor]);
    expect(reservations).toMatchObject([{ status: 'canceled', isTold: false }]);
    expect(changes).toEqual([]);
    const over = read([aKnown()], { status: 'replaced' }, [{ ...successor, status: 'canceled' }]);
    expect(over.changes).toMatchObject([{ status: 'canceled' }]);
  });

  test('is told under versions that grow over both', () => {
    expect(read([], {}, [successor]).changes).toMatchObject([{ version: 10 }]);
    expect(read([aKnown()], { status: 'invoiced' }, [successor]).changes).toMatchObject([{ version: 10 }]);
  });
});

test('what leaves after the removal is recorded lot by lot, each once', () => {
  const removed = aKnown({ status: 'removed' });
  const five = {
    status: 'invoiced',
    lines: [aLine({ quantity: 5 })],
    invoices: [anInvoice({ items: [{ lineIndex: 0, quantity: 5 }] })],
    memory: memory({ '7': 2 }),
  };
  const lotsOf = (known: KnownReservation[]) =>
    read(known, five)
      .reservations.filter(({ lockId }) => lockId !== LOCK)
      .map(({ lockId, status, quantity }) => [lockId, status, quantity]);
  expect(lotsOf([removed])).toEqual([[`${LOCK}+1`, 'invoiced', 3]]);
  const lot = aKnown({
    lockId: anId(`${LOCK}+1`),
    heldAs: 'none',
    isTold: false,
    status: 'removed',
    quantity: 2,
  });
  expect(lotsOf([removed, lot])).toEqual([
    [`${LOCK}+1`, 'removed', 2],
    [`${LOCK}+2`, 'invoiced', 1],
  ]);
  expect(lotsOf([removed, { ...lot, quantity: 3, leftQuantity: 3 }])).toEqual([[`${LOCK}+1`, 'removed', 3]]);
});

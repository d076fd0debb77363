import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { aLine, anOrder } from '../../../test/builders/order';
import { claimOf, firstUnitsOf, unitsBySku } from './claim';
import type { Order, UnitsChanged } from './order';

const SEEDED = { seed: 20_260_901 };

/** Line 0 of `units` units of SKU 7, placed with `first`, and what `changesAttachment` lists. */
function ordered(units: number, first: number | null, ...changes: Partial<UnitsChanged>[]): Order {
  const firstUnits = first === null ? null : { '7': first };
  return anOrder({
    lines: [aLine({ quantity: units })],
    changes: changes.map((one) => ({ skuId: anId('7'), added: 0, removed: 0, ...one })),
    memory: { firstUnits, held: [], kitSkuIds: [] },
  });
}
const claimed = (order: Order) => order.lines.map((line) => claimOf(order, line));

describe('what a line claims after changes', () => {
  it.each<[string, Order, number, number]>([
    ['nothing was changed', ordered(3, 3), 3, 0],
    ['nothing was changed, and nobody knows the first units', ordered(3, null), 3, 0],
    ['v1: the line stands, the list takes one off', ordered(3, 3, { removed: 1 }), 2, 0],
    ['v1: one is put on', ordered(3, 3, { added: 1 }), 4, 0],
    ['v1: as many put on as taken off', ordered(3, 3, { added: 1, removed: 1 }), 3, 0],
    ['v1: all taken off', ordered(3, 3, { removed: 3 }), 0, 0],
    ['v1: more taken off than there are', ordered(3, 3, { removed: 9 }), 0, 0],
    ['v2: the line shows it, and nothing is listed', ordered(2, 3), 2, 0],
    ['v2: more', ordered(5, 3), 5, 0],
    ['recorded both ways counts once', ordered(2, 3, { removed: 1 }), 2, 0],
    ['put on, recorded both ways', ordered(5, 3, { added: 2 }), 5, 0],
    ['some shown, some not: the larger', ordered(2, 4, { removed: 1 }), 2, 1],
    ['first read after the change: the larger', ordered(2, null, { removed: 1 }), 2, 1],
    ['first read after units were put on: the larger', ordered(3, null, { added: 2 }), 5, 2],
    ['another SKU was changed', ordered(3, 3, { skuId: anId('8'), removed: 3 }), 3, 0],
  ])('%s', (_case, order, units, explained) => {
    expect(claimed(order)).toEqual([{ units, explained }]);
  });

  it('two lines of one SKU: nobody knows whose units were taken off', () => {
    const lines = [aLine({ quantity: 2 }), aLine({ index: 1, quantity: 3 })];
    const withChange = (change: Partial<UnitsChanged>) =>
      claimed(anOrder({ lines, changes: [{ skuId: anId('7'), added: 0, removed: 0, ...change }] }));
    expect(withChange({ removed: 1 })).toEqual([
      { units: 2, explained: 1 },
      { units: 3, explained: 1 },
    ]);
    expect(withChange({ added: 2 })).toEqual([
      { units: 2, explained: 0 },
      { units: 5, explained: 0 },
    ]);
  });

  it('two lines of one SKU: what was added may be one of them, or beside it', () => {
    const lines = [aLine({ quantity: 1 }), aLine({ index: 1, quantity: 1 })];
    const changes = [{ skuId: anId('7'), added: 1, removed: 0 }];
    const memory = { firstUnits: { '7': 1 }, held: [], kitSkuIds: [] };
    expect(claimed(anOrder({ lines, changes, memory }))).toEqual([
      { units: 1, explained: 1 },
      { units: 2, explained: 1 },
    ]);
  });

  const seen = fc.record({
    first: fc.option(fc.integer({ min: 0, max: 6 })),
    now: fc.integer({ min: 0, max: 6 }),
    removed: fc.integer({ min: 0, max: 6 }),
    added: fc.integer({ min: 0, max: 6 }),
  });

  it('never takes a change of one SKU off twice, and never claims less than some reading of it', () => {
    fc.assert(
      fc.property(seen, ({ first, now, removed, added }) => {
        const [claim] = claimed(ordered(now, first, { removed, added }));
        const net = removed - added;
        // Either the line shows the change already, or it does not.
        const readings = [now, Math.max(0, now - net)];
        expect(readings).toContain(claim?.units);
        if (first !== null && first - now === net) expect(claim?.units).toBe(now);
        else if (first === now) expect(claim?.units).toBe(Math.max(0, now - net));
        else expect(claim?.units).toBe(Math.max(...readings));
      }),
      SEEDED,
    );
  });
});

describe('units of an order', () => {
  it('are added up by SKU, whatever an SKU is called', () => {
    const lines = [aLine(), aLine({ index: 1, quantity: 3 }), aLine({ index: 2, skuId: anId('__proto__') })];
    const units = unitsBySku(lines);
    expect(Object.entries(units)).toEqual([
      ['7', 5],
      ['__proto__', 2],
    ]);
    const order = anOrder({ lines, memory: { firstUnits: units, held: [], kitSkuIds: [] } });
    expect([
      firstUnitsOf(order, anId('7')),
      firstUnitsOf(order, anId('8')),
      firstUnitsOf(order, anId('toString')),
    ]).toEqual([5, 0, 0]);
    expect(
      firstUnitsOf(anOrder({ memory: { firstUnits: null, held: [], kitSkuIds: [] } }), anId('7')),
    ).toBeNull();
  });
});

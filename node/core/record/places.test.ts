import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { anyOrder } from '../../../test/builders/any-order';
import { aKnown, aLine, anOrder, LOCK } from '../../../test/builders/order';
import type { HeldItem, KitPart, Order, OrderLine } from '../order/order';
import { isOwnLine, placesOf, placesWithRecord, unlockedId, unplacedLines } from './places';

const SEEDED = { seed: 20_260_903 };

const item = (skuId: string, warehouseId: string, quantity: number, kitSkuIds: string[] = []): HeldItem => ({
  skuId: anId(skuId),
  warehouseId: anId(warehouseId),
  quantity,
  kitSkuIds: kitSkuIds.map(anId),
});
const held = (...items: HeldItem[]) => [{ lockId: LOCK, items }];
const taken = (...shares: [warehouseId: string, quantity: number, parts?: KitPart[]][]) =>
  shares.map(([warehouseId, quantity, kitParts = []]) => ({
    warehouseId: anId(warehouseId),
    quantity,
    kitParts,
  }));
const part = (skuId: string, quantityPerKit: number | null, warehouseId: string | null = null): KitPart => ({
  skuId: anId(skuId),
  warehouseId: warehouseId === null ? null : anId(warehouseId),
  quantityPerKit,
});
const order = (
  lines: OrderLine[],
  items: HeldItem[] | null = null,
  over: Partial<Order['memory']> = {},
): Order => {
  const plain = anOrder({ lines });
  return { ...plain, memory: { ...plain.memory, held: items === null ? [] : held(...items), ...over } };
};

/** `sku@warehouse units`, with what is odd about the place. */
const told = (one: Order) =>
  placesOf(one).map(({ skuId, warehouseId, sources, isLocked, partOf }) => {
    const units = sources.reduce((sum, source) => sum + source.units, 0);
    return `${skuId}@${warehouseId} ${units}${isLocked ? '' : ' unlocked'}${partOf ? ` of ${partOf}` : ''}`;
  });

describe('where the units of an order lie', () => {
  const split = aLine({ quantity: 5, allocations: taken(['w1', 3], ['w2', 2]) });
  const kit = (parts: KitPart[], quantity = 2) =>
    aLine({ skuId: anId('kit'), quantity, allocations: taken(['w1', quantity, parts]) });
  const isKit = { kitSkuIds: [anId('kit')] };

  it.each<[string, Order, string[]]>([
    ['as the order says, when nobody asked the lock', order([aLine()]), ['7@w1 2']],
    ['as the order says, and the lock agrees', order([aLine()], [item('7', 'w1', 2)]), ['7@w1 2']],
    ['where the lock holds the SKU', order([aLine()], [item('7', 'w2', 2)]), ['7@w2 2']],
    [
      'where another case of the warehouse holds it, before any other warehouse',
      order([aLine({ allocations: taken(['TEST', 2]) })], [item('7', 'w2', 2), item('7', 'test', 2)]),
      ['7@test 2'],
    ],
    [
      'partly elsewhere',
      order(
        [aLine({ quantity: 3, allocations: taken(['w1', 3]) })],
        [item('7', 'w1', 1), item('7', 'w2', 2)],
      ),
      ['7@w1 1', '7@w2 2'],
    ],
    [
      'without a lock, where it holds nothing more of the SKU',
      order([split], [item('7', 'w1', 3)]),
      ['7@w1 3', '7@w2 2 unlocked'],
    ],
    [
      'without a lock, a line that was added',
      order([aLine({ lockId: null, skuId: anId('8') })]),
      ['8@w1 2 unlocked'],
    ],
    ['nowhere: a line of another seller', order([aLine({ lockId: null, seller: 'other' })]), []],
    ['nowhere: no units', order([aLine({ allocations: taken(['w1', 0]) })]), []],
    ['nowhere: no deliveryIds, and nobody asked the lock', order([aLine({ allocations: [] })]), []],
    [
      'where the lock says: no deliveryIds',
      order([aLine({ allocations: [] })], [item('7', 'w2', 2)]),
      ['7@w2 2'],
    ],
    [
      'a lock that lists a place in two rows',
      order([aLine({ allocations: [] })], [item('7', 'w2', 1), item('7', 'w2', 1)]),
      ['7@w2 2'],
    ],
    [
      'a kit at its parts',
      order([kit([part('p', 3), part('q', 1, 'w2')])]),
      ['p@w1 2 of kit', 'q@w2 2 of kit'],
    ],
    [
      'a kit whose parts only the lock knows',
      order([kit([])], [item('p', 'w1', 6), item('q', 'w2', 2)], isKit),
      ['p@w1 2 of kit', 'q@w2 2 of kit'],
    ],
    [
      'where the lock holds the SKU, though VTEX keeps no stock of it where the order says',
      order([aLine()], [item('7', 'w2', 2)], { kitSkuIds: [anId('7')] }),
      ['7@w2 2'],
    ],
    ['a kit whose item names it', order([kit([])], [item('p', 'w1', 6, ['kit'])], isKit), ['p@w1 2 of kit']],
    ['a kit, and nothing tells its parts', order([kit([])], null, isKit), ['kit@w1 2']],
    ['a part that is sold alone as well', order([kit([part('7', 1)]), aLine({ index: 1 })]), ['7@w1 4']],
  ])('%s', (_case, one, places) => {
    expect(told(one)).toEqual(places);
  });

  it('keeps a line without deliveryIds where it was recorded, unless the order changes its seller', () => {
    const lost = order([aLine({ allocations: [] })]);
    const recorded = [aKnown()];
    expect(placesWithRecord(lost, recorded)).toMatchObject([
      { skuId: '7', warehouseId: 'w1', isLocked: true },
    ]);
    expect(placesWithRecord(lost, [aKnown({ lockId: anId('other') })])).toEqual([]);
    expect(placesWithRecord({ ...lost, status: 'payment-pending' }, recorded)).toEqual([]);
    expect(placesWithRecord({ ...lost, lines: [] }, recorded)).toEqual([]);
  });

  it('says of which kit a part is only where it is of one alone', () => {
    const kitOf = (skuId: string, index: number, parts: KitPart[]) =>
      aLine({ skuId: anId(skuId), index, quantity: 1, allocations: taken(['w1', 1, parts]) });
    const [place] = placesOf(order([kitOf('kit', 0, [part('p', 1)]), kitOf('kit-2', 1, [part('p', 2)])]));
    expect(place).toMatchObject({ skuId: 'p', partOf: null });
  });

  it('counts a part that is named twice as often as both say', () => {
    const twice = aLine({
      skuId: anId('kit'),
      allocations: taken(['w1', 2, [part('p', 2), part('p', 1, 'w1')]]),
    });
    expect(placesOf(order([twice])).flatMap(({ sources }) => sources.map((one) => one.part))).toEqual([
      { quantityPerKit: 3 },
    ]);
  });

  it('knows no number of a part that is named twice, once without', () => {
    const twice = aLine({
      skuId: anId('kit'),
      allocations: taken(['w1', 2, [part('p', 2), part('p', null)]]),
    });
    expect(placesOf(order([twice])).flatMap(({ sources }) => sources.map((one) => one.part))).toEqual([
      { quantityPerKit: null },
    ]);
  });

  it('records units without a lock by order and line, whatever index the line has later', () => {
    expect(unlockedId(anId('o-1'), { index: 3, uniqueId: 'U' })).toBe(
      unlockedId(anId('o-1'), { index: 0, uniqueId: 'U' }),
    );
    expect(unlockedId(anId('o-1'), { index: 3, uniqueId: null })).not.toBe(
      unlockedId(anId('o-2'), { index: 3, uniqueId: null }),
    );
  });

  it('names each place of a lock once, and loses no unit that is allocated', () => {
    fc.assert(
      fc.property(anyOrder(), (one) => {
        const places = placesOf(one);
        const keys = places.map(({ lockId, skuId, warehouseId }) =>
          JSON.stringify([lockId, skuId, warehouseId]),
        );
        expect(new Set(keys).size).toBe(keys.length);
        for (const line of one.lines.filter(isOwnLine)) {
          const isPlaced = places.some(({ sources }) => sources.some((source) => source.line === line));
          const isAllocated = line.allocations.some(({ quantity }) => quantity > 0);
          expect(isPlaced).toBe(isAllocated);
          expect(unplacedLines(one, places).includes(line)).toBe(!isPlaced && line.quantity > 0);
        }
      }),
      SEEDED,
    );
  });
});

import { anId } from '../../../test/builders/an-id';
import { aLine, anOrder, LOCK } from '../../../test/builders/order';
import type { HeldItem, OrderMemory } from '../order/order';
import { withMemory } from './remember';

const item = (warehouseId: string, quantity = 2): HeldItem => ({
  skuId: anId('7'),
  warehouseId: anId(warehouseId),
  quantity,
  kitSkuIds: [],
});
const lock = (lockId: string, ...items: HeldItem[]) => ({ lockId: anId(lockId), items });
const order = (quantity: number, memory: Partial<OrderMemory> = {}, over = {}) => {
  const plain = anOrder({ lines: [aLine({ quantity })], ...over });
  return { ...plain, memory: { ...plain.memory, ...memory } };
};

describe('what a reading knows of the readings before it', () => {
  it('keeps the units of the first reading, whatever the order was changed to', () => {
    expect(withMemory(order(3), null).memory.firstUnits).toEqual({ '7': 3 });
    expect(withMemory(order(2), order(3)).memory.firstUnits).toEqual({ '7': 3 });
    expect(
      withMemory(withMemory(order(2), order(3)), withMemory(order(5), order(3))).memory.firstUnits,
    ).toEqual({ '7': 3 });
  });

  it('does not know them when it was first read after a change, and never will', () => {
    expect(withMemory(order(2, { firstUnits: null }), null).memory.firstUnits).toBeNull();
    expect(withMemory(order(2), order(2, { firstUnits: null })).memory.firstUnits).toBeNull();
  });

  it('takes them from the first reading that has lines', () => {
    const empty = order(0, { firstUnits: {} }, { lines: [] });
    expect(withMemory(order(3), empty).memory.firstUnits).toEqual({ '7': 3 });
  });

  it.each<[string, ReturnType<typeof lock>[], ReturnType<typeof lock>[], ReturnType<typeof lock>[]]>([
    ['a lock read for the first time', [], [lock(LOCK, item('w1'))], [lock(LOCK, item('w1'))]],
    [
      'one read again replaces what was known of it',
      [lock(LOCK, item('w1'))],
      [lock(LOCK, item('w2'))],
      [lock(LOCK, item('w2'))],
    ],
    [
      'another stays',
      [lock('a', item('w1'))],
      [lock('b', item('w2'))],
      [lock('a', item('w1')), lock('b', item('w2'))],
    ],
    [
      'no place named this time: what was known stays',
      [lock(LOCK, item('w1'))],
      [lock(LOCK)],
      [lock(LOCK, item('w1'))],
    ],
    ['nothing read: the same', [lock(LOCK, item('w1'))], [], [lock(LOCK, item('w1'))]],
  ])('%s', (_case, before, now, held) => {
    expect(withMemory(order(2), order(2, { held: before }), { held: now }).memory.held).toEqual(held);
  });

  it('remembers kits, each once', () => {
    const known = order(2, { kitSkuIds: [anId('k')] });
    expect(withMemory(order(2), known, { kitSkuIds: [anId('k'), anId('l')] }).memory.kitSkuIds).toEqual([
      'k',
      'l',
    ]);
    expect(withMemory(order(2), known).memory.kitSkuIds).toEqual(['k']);
  });
});

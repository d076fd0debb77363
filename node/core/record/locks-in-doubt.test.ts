import { anId } from '../../../test/builders/an-id';
import { aLine, anInvoice, anOrder, LOCK } from '../../../test/builders/order';
import type { KitPart, Order, OrderMemory } from '../order/order';
import { locksInDoubt } from './locks-in-doubt';

const order = (over: Partial<Order> = {}, memory: Partial<OrderMemory> = {}) => {
  const plain = anOrder(over);
  return { ...plain, memory: { ...plain.memory, ...memory } };
};
const read = {
  held: [
    {
      lockId: LOCK,
      items: [{ skuId: anId('7'), warehouseId: anId('w1'), quantity: 2, kitSkuIds: [] }],
    },
  ],
};
/** Of another SKU. */
const silent = {
  held: [
    {
      lockId: LOCK,
      items: [{ skuId: anId('9'), warehouseId: anId('w1'), quantity: 1, kitSkuIds: [] }],
    },
  ],
};
const kit = (quantityPerKit: number | null) => {
  const kitParts: KitPart[] = [{ skuId: anId('p'), warehouseId: null, quantityPerKit }];
  return {
    lines: [aLine({ skuId: anId('kit'), allocations: [{ warehouseId: anId('w1'), quantity: 2, kitParts }] })],
  };
};
const unplaced = { lines: [aLine({ allocations: [] })] };
const changed = { changes: [{ skuId: anId('7'), added: 0, removed: 1 }] };
const larger = { lines: [aLine({ quantity: 5 })] };

describe('locks that are asked themselves', () => {
  it.each<[string, Order, Order | null, boolean]>([
    ['an ordinary order', order(), null, false],
    ['the same again', order(), order(), false],
    ['another status, an invoice', order({ status: 'invoiced', invoices: [anInvoice()] }), order(), false],
    ['no deliveryIds', order(unplaced), null, true],
    ['no deliveryIds, but its lock was read', order(unplaced, read), null, false],
    ['no deliveryIds, and its lock did not tell either', order(unplaced, silent), null, false],
    ['a part whose number is not told', order(kit(null)), null, true],
    ['a part whose number is not told, and its lock was read', order(kit(null), silent), null, false],
    ['a part whose number is told', order(kit(2)), null, false],
    ['changed before it was first read', order(changed), null, true],
    ['changed since (v1)', order(changed), order(), true],
    ['changed since (v2)', order(larger), order(), true],
    ['changed since, although the lock was read before', order(larger, read), order({}, read), true],
    ['changed before, and nothing since', order(changed), order(changed), false],
    ['the first reading had no lines yet', order(), order({ lines: [] }), false],
    [
      'a line of another seller without deliveryIds',
      order({ lines: [aLine({ allocations: [], lockId: null, seller: 'x' })] }),
      null,
      false,
    ],
  ])('%s', (_case, now, before, isAsked) => {
    expect(locksInDoubt(now, before)).toEqual(isAsked ? [LOCK] : []);
  });
});

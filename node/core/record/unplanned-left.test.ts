import { anId } from '../../../test/builders/an-id';
import { aLine, anInvoice, anOrder, LOCK } from '../../../test/builders/order';
import type { Order } from '../order/order';
import { leftNowhere } from './unplanned-left';

const unplaced = aLine({ allocations: [] });
const added = (skuId: string, put: number, removed = 0) => ({
  changes: [{ skuId: anId(skuId), added: put, removed }],
});

describe('units that left from nobody knows where', () => {
  it.each<[string, Partial<Order>, [skuId: string, quantity: number][]]>([
    ['an order that names its warehouses', { invoices: [anInvoice()] }, []],
    ['a line without deliveryIds', { lines: [unplaced], invoices: [anInvoice()] }, [['7', 2]]],
    [
      'one of which less left',
      {
        lines: [unplaced],
        invoices: [anInvoice({ items: [{ lineIndex: 0, quantity: 1 }] })],
        ...added('7', 0, 1),
      },
      [['7', 1]],
    ],
    ['not invoiced yet', { status: 'handling', lines: [unplaced] }, []],
    ['not invoiced yet, but in part', { status: 'handling', lines: [unplaced], invoices: [anInvoice()] }, []],
    ['units added to a line', { ...added('7', 1), invoices: [anInvoice()] }, []],
    ['a line of another seller', { lines: [aLine({ allocations: [], lockId: null, seller: 'x' })] }, []],
    ['units of a SKU that no line has', added('8', 3, 1), [['8', 2]]],
    ['as many taken off again', added('8', 3, 3), []],
    [
      'whose units they are cannot be told beside another seller',
      { lines: [aLine(), aLine({ index: 1, lockId: null, seller: 'x' })], ...added('8', 3) },
      [],
    ],
  ])('%s', (_case, over, told) => {
    const left = leftNowhere(anOrder({ status: 'invoiced', ...over }));
    expect(left.map(({ skuId, quantity }) => [skuId, quantity])).toEqual(told);
  });

  it('are placed as soon as the lock tells where', () => {
    const held = [
      { lockId: LOCK, items: [{ skuId: anId('7'), warehouseId: anId('w2'), quantity: 2, kitSkuIds: [] }] },
    ];
    const memory = { firstUnits: { '7': 2 }, held, kitSkuIds: [] };
    expect(leftNowhere(anOrder({ status: 'invoiced', lines: [unplaced], memory }))).toEqual([]);
  });
});

import { anId } from '../../../test/builders/an-id';
import { aKnown, aLine, anOrder, at } from '../../../test/builders/order';
import { positionsToPlan } from './positions-to-plan';

const NOW = at('2026-03-05T09:00:00Z');

describe('positions to plan', () => {
  it('gives each position once, and none for a kit that is held as its parts', () => {
    const reservations = [
      aKnown({ status: 'invoiced' }),
      aKnown({ status: 'invoiced', lockId: anId('other') }),
      aKnown({ status: 'invoiced', skuId: anId('kit'), heldAs: 'parts' }),
      aKnown({ status: 'invoiced', skuId: anId('p'), partOf: anId('kit') }),
      aKnown({ skuId: anId('8'), warehouseId: anId('w2') }),
    ];
    expect(positionsToPlan(anOrder({ status: 'invoiced' }), reservations)).toEqual([
      { skuId: '7', warehouseId: 'w1' },
      { skuId: 'p', warehouseId: 'w1' },
    ]);
  });

  it('asks for the position of an order that was canceled after a part of it was invoiced, and of no other', () => {
    const underWay = [aKnown()];
    const here = [{ skuId: '7', warehouseId: 'w1' }];
    expect(positionsToPlan(anOrder({ status: 'canceled' }), underWay)).toEqual(here);
    expect(positionsToPlan(anOrder({ status: 'handling' }), underWay)).toEqual([]);
  });

  it('asks where an open order claims more than is reserved', () => {
    const here = [{ skuId: '7', warehouseId: 'w1' }];
    const grown = anOrder({ changes: [{ skuId: anId('7'), added: 1, removed: 0 }] });
    expect(positionsToPlan(grown, [aKnown()])).toEqual(here);
    expect(positionsToPlan(grown, [aKnown({ quantity: 3 })])).toEqual([]);
    expect(positionsToPlan(grown, [aKnown({ lostAt: NOW })])).toEqual([]);
    const raised = anOrder({ lines: [aLine({ quantity: 3 })], memory: anOrder().memory });
    expect(positionsToPlan(raised, [aKnown()])).toEqual(here);
    expect(positionsToPlan(anOrder(), [aKnown({ heldAs: 'none' })])).toEqual(here);
  });
});

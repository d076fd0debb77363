import { decidePlan } from '@holdfast/node/core/gate/gate';
import type { GateInput, OrderFacts } from '@holdfast/node/core/gate/gate-input';
import { lacksOf, momentOf, type NumberMeant } from '@holdfast/node/core/gateway/claim';
import { type Instant, parseInstant } from '@holdfast/node/core/instant';
import type { LockId } from '../../node/core/id';
import { anId } from '../builders/an-id';
import { aListed } from '../builders/listed';
import { pageText } from './code-blocks';

const DAY = '2026-03-02';
const at = (text: string) => parseInstant(`${DAY}T${text}:00Z`) as Instant;
const NOON = at('12:00');

/** The cells of a table's rows, without those of its head. */
function rowsUnder(head: string): string[][] {
  const lines = pageText('gateway.md').split('\n');
  const start = lines.findIndex((line) => line.startsWith(head)) + 2;
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start, start + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

interface Told {
  order: string;
  units: number;
  placed: string;
  handled: string;
  left: string;
}

const orders = rowsUnder('| order | units |').map(
  ([order = '', units = '', placed = '', handled = '', left = '']): Told => ({
    order,
    units: Number(units),
    placed,
    handled,
    left,
  }),
);

function factsOf({ order, units, left }: Told): OrderFacts {
  if (left === '')
    return { kind: 'open', orderId: anId(order), orderStatus: 'handling', since: null, claimQuantity: units };
  const partsLeft = [{ at: at(left), quantity: units }];
  return { kind: 'invoiced', orderId: anId(order), invoicedAt: at(left), leftQuantity: units, partsLeft };
}

function written(number: number, meant: NumberMeant): { sent: number; forSale: number } {
  const items = orders.map(({ order, units, placed, handled }) =>
    aListed({
      lockId: anId(order),
      quantity: units,
      reservedAt: at(placed),
      acknowledgedAt: handled === '' ? null : at(handled),
    }),
  );
  const reserved = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const { countedAt } = momentOf({
    receivedAt: NOON,
    datedAt: null,
    oldestDays: 7,
    lagMinutes: meant.lagMinutes,
  });
  const lacks = lacksOf(meant);
  const input: GateInput = {
    reading: {
      position: { skuId: anId('1'), warehouseId: anId('1_1') },
      balance: { totalQuantity: 99, reservedQuantity: reserved, isUnlimited: false, leadTime: '00:00:00' },
      balanceDate: NOON,
      pages: [{ items, total: items.length }],
    },
    orders: new Map(orders.map((one): [LockId, OrderFacts] => [anId(one.order), factsOf(one)])),
    knownOpen: [],
    deducted: [],
    trust: 'proven',
    guardGapMs: 1000,
    count: { onHand: number, countedAt, reference: 'c', removedAfterCount: 0, ...(lacks ? { lacks } : {}) },
  };
  const plan = decidePlan(input);
  if (plan.kind !== 'remove') throw new Error(plan.kind);
  const released = plan.releases.reduce((sum, { quantity }) => sum + quantity, 0);
  return { sent: plan.update.quantity, forSale: plan.update.quantity - (reserved - released) };
}

test('the page has orders and systems', () => {
  expect(orders).toHaveLength(5);
  expect(rowsUnder('| the system | quantity |').length).toBeGreaterThanOrEqual(9);
});

test.each(rowsUnder('| the system | quantity |'))(
  '%s: what the page works out is what the gate decides',
  (_system, quantity, booksOut, lag, number, sent, forSale) => {
    const meant = { quantity, booksOut, lagMinutes: Number(lag) } as NumberMeant;
    expect(written(Number(number), meant)).toEqual({ sent: Number(sent), forSale: Number(forSale) });
  },
);

import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { type Instant, parseInstant } from '../instant';
import { owedAtCount, sortDeductions, unitsOwed } from './deductions';
import type { DeductedUnits, OrderFacts } from './gate-input';
import type { Judged } from './standing';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;
const invoiced = (leftQuantity: number, at = '20:00') => ({
  kind: 'invoiced' as const,
  invoicedAt: t(at),
  leftQuantity,
});
const canceled = { kind: 'canceled' as const };

/** The total lacks `quantity` units for lock `lockId` already. */
const lacks = (
  quantity: number,
  settled: DeductedUnits['settled'],
  lockId = 'a',
  lost = true,
): DeductedUnits => ({ lockId: anId(lockId), quantity, lost, settled });

const listed = (facts: OrderFacts): Judged => ({
  lockId: anId('a'),
  orderId: anId('O'),
  quantity: 3,
  reservation: aListed({ quantity: 3, acknowledgedAt: t('00:00') }),
  facts,
});
const isInvoiced: OrderFacts = { ...invoiced(3), orderId: anId('O'), partsLeft: [] };
const isOpen: OrderFacts = { kind: 'open', orderId: anId('O'), orderStatus: 'handling', since: null };
const isCanceled: OrderFacts = { kind: 'canceled', orderId: anId('O'), canceledAt: null };

describe('deducted before, and left', () => {
  test.each<[string, DeductedUnits[], Judged[], { returned: number; closed: string[] }]>([
    ['open: its goods will still leave', [lacks(3, null)], [], { returned: 0, closed: [] }],
    ['open and listed', [lacks(3, null)], [listed(isOpen)], { returned: 0, closed: [] }],
    ['canceled: they never left', [lacks(3, canceled)], [], { returned: 3, closed: ['a'] }],
    ['canceled, and listed', [lacks(3, null)], [listed(isCanceled)], { returned: 3, closed: ['a'] }],
    ['as many left', [lacks(3, invoiced(3))], [], { returned: 0, closed: ['a'] }],
    ['fewer left', [lacks(3, invoiced(2))], [], { returned: 1, closed: ['a'] }],
    ['more left: that is not given back', [lacks(2, invoiced(3))], [], { returned: 0, closed: ['a'] }],
    [
      'what one owes is not taken from what comes back of another',
      [lacks(3, invoiced(2)), lacks(2, invoiced(3), 'b')],
      [],
      { returned: 1, closed: ['a', 'b'] },
    ],
    [
      'left, and still listed: its release settles it',
      [lacks(3, invoiced(2))],
      [listed(isInvoiced)],
      { returned: 0, closed: [] },
    ],
  ])('%s', (_name, deducted, judged, { returned, closed }) => {
    const settled = sortDeductions(deducted, judged);
    expect(settled).toMatchObject({ returnedQuantity: returned, closed, comesBack: returned > 0 });
  });
});

describe('what the total goes on lacking after a count of 10:30', () => {
  const count = { onHand: 10, countedAt: t('30:00'), reference: 'c-1', removedAfterCount: 0 };
  const owedOf = (entry: DeductedUnits, judged: Judged[] = [], released: string[] = []) =>
    owedAtCount(
      sortDeductions([entry], judged).standing,
      count,
      new Set(judged.map(({ lockId }) => lockId)),
      new Set(released.map(anId)),
    );

  test.each<[string, number, number]>([
    ['lost and open', owedOf(lacks(3, null)), 3],
    ['lost, left before it', owedOf(lacks(3, invoiced(3, '30:00'))), 0],
    ['lost, left after it', owedOf(lacks(3, invoiced(3, '30:00.0000001'))), 3],
    ['lost, fewer left after it', owedOf(lacks(3, invoiced(2, '31:00'))), 2],
    ['lost, canceled: it comes back', owedOf(lacks(3, canceled)), 0],
    ['listed, and kept by the update', owedOf(lacks(2, null), [listed(isInvoiced)]), 2],
    ['listed, and released', owedOf(lacks(2, null), [listed(isInvoiced)], ['a']), 0],
  ])('%s', (_name, found, expected) => {
    expect(found).toBe(expected);
  });
});

const open = { kind: 'open', orderId: anId('O'), orderStatus: 'handling', since: null } as const;
test.each<[string, OrderFacts | undefined, number]>([
  ['canceled', { ...canceled, orderId: anId('O'), canceledAt: null }, 0],
  ['invoiced for less', { ...invoiced(1), orderId: anId('O'), partsLeft: [] }, 1],
  ['open', open, 3],
  ['open, and claiming more than is reserved', { ...open, claimQuantity: 5 }, 5],
  ['open, and claiming less', { ...open, claimQuantity: 2 }, 3],
  ['of no order that can be read', { kind: 'unreadable', reason: '404' }, 3],
  ['of no order that is known', undefined, 3],
])('units that leave of a reservation of 3: %s', (_case, facts, units) => {
  expect(unitsOwed(facts, 3)).toBe(units);
});

import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { type Instant, parseInstant } from '../instant';
import { attentionsOf } from './attentions';
import type { OrderFacts } from './gate-input';
import type { Judged } from './standing';

const AT = parseInstant('2026-03-01T10:00:00Z') as Instant;

/** A reservation of 3 units in a total of 20. */
function of(facts: OrderFacts, acknowledgedAt: Instant | null = AT) {
  const judged: Judged = {
    lockId: anId('a'),
    orderId: facts.kind === 'unreadable' ? null : facts.orderId,
    quantity: 3,
    reservation: aListed({ quantity: 3, acknowledgedAt }),
    facts,
  };
  return attentionsOf([judged], [], 20);
}

const open = (more: object = {}): OrderFacts => ({
  kind: 'open',
  orderId: anId('O'),
  orderStatus: 'canceled',
  since: null,
  ...more,
});
const invoiced = (more: object = {}): OrderFacts => ({
  kind: 'invoiced',
  orderId: anId('O'),
  invoicedAt: AT,
  leftQuantity: 2,
  partsLeft: [],
  ...more,
});

test('canceled after an invoice of 2: a person says whether they left, with both totals', () => {
  const [asked, ...more] = of(open({ undoneQuantity: 2 }));
  expect(more).toEqual([]);
  expect(asked).toMatchObject({
    reason: 'canceled-after-invoice',
    orderId: 'O',
    propose: { kind: 'settle', lockId: 'a', leftQuantity: 2 },
  });
  expect(asked?.message).toMatch(/total becomes 18.* stays 20/);
});

test.each<[string, OrderFacts, Instant | null, string | null]>([
  ['open', open(), AT, null],
  ['left, from several warehouses', invoiced({ doubt: 'split' }), AT, 'left-unsure'],
  ['left, fewer than claimed', invoiced({ doubt: 'short' }), AT, null],
  ['left', invoiced(), AT, null],
  ['left, never acknowledged', invoiced(), null, 'invoiced-not-acknowledged'],
  ['canceled', { kind: 'canceled', orderId: anId('O'), canceledAt: null }, AT, null],
  [
    'canceled, never acknowledged',
    { kind: 'canceled', orderId: anId('O'), canceledAt: null },
    null,
    'canceled-still-reserved',
  ],
  ['unreadable', { kind: 'unreadable', reason: 'none' }, AT, 'unknown-order'],
  ['unreadable, never acknowledged', { kind: 'unreadable', reason: 'none' }, null, null],
])('%s', (_name, facts, acknowledgedAt, reason) => {
  expect(of(facts, acknowledgedAt).map((one) => one.reason)).toEqual(reason === null ? [] : [reason]);
});

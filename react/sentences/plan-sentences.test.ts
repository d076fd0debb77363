import type { Attention, Evidence, HoldEvidence } from '../api/types/evidence';
import { kept, release, removal, second } from '../standalone/testing/any-evidence';
import { tellerIn } from '../standalone/testing/tellers';
import { planSentences } from './plan-sentences';

const told = (evidence: Evidence) => ({ skuId: '101', warehouseId: 'main', evidence });
const tell = (language: 'en' | 'pt' | 'es', evidence: Evidence) =>
  planSentences(tellerIn(language), told(evidence)).join(' ');

const evidence = removal(
  [release('A', 1, { quantity: 2, leftQuantity: 2, deductedQuantity: 2 }), release('B', 2)],
  [kept('C', 20, 'open'), kept('D', 30, 'waiting')],
  10,
);

test('a removal is told as a warehouse manager would say it', () => {
  expect(tell('en', evidence)).toBe(
    '3 units of SKU 101 left with orders A and B. The total goes from 40 to 37. Order C is still being handled, so order D waits.',
  );
  expect(tell('pt', evidence)).toBe(
    '3 unidades do SKU 101 saíram com os pedidos A e B. O total vai de 40 para 37. O pedido C ainda está em manuseio, então o pedido D espera.',
  );
  expect(tell('es', evidence)).toBe(
    '3 unidades del SKU 101 salieron con los pedidos A y B. El total pasa de 40 a 37. El pedido C aún está en preparación, así que el pedido D espera.',
  );
});

test('canceled goods go back on sale', () => {
  const canceled = removal(
    [release('A', 1, { because: 'canceled', leftQuantity: 0, deductedQuantity: 0 })],
    [],
    10,
  );
  expect(tell('en', canceled)).toBe('1 unit goes back on sale: order A was canceled. The total stays 40.');
});

test('what left is counted from the order, with a reservation and without one', () => {
  const unlike = {
    ...removal([release('A', 1, { quantity: 5, leftQuantity: 3, deductedQuantity: 3 })], [], 10),
    unreserved: [
      { lockId: '00-A', orderId: 'A', quantity: 1, invoicedAt: second(6) },
      { lockId: 'own', orderId: 'B', quantity: 1, invoicedAt: second(7) },
    ],
  };
  expect(tell('en', unlike)).toBe(
    '3 units of SKU 101 left with order A. 2 units of SKU 101 left without a reservation, with orders A and B. The total goes from 40 to 37.',
  );
  expect(tell('pt', unlike)).toContain('2 unidades do SKU 101 saíram sem reserva, com os pedidos A e B.');
  expect(tell('es', unlike)).toContain('2 unidades del SKU 101 salieron sin reserva, con los pedidos A y B.');
});

test('an order that cannot be read is kept like one that is being handled', () => {
  const unreadable = removal([release('A', 1)], [kept('B', 3, 'unreadable'), kept('D', 4, 'waiting')], 2);
  expect(tell('en', unreadable)).toContain('Order B is still being handled, so order D waits.');
});

test('a count, and units that come back, are named', () => {
  const counted = {
    ...removal([release('A', 1)], [kept('B', 3, 'open')], 2),
    returnedQuantity: 2,
    count: { onHand: 12, countedAt: second(3), reference: 'r', removedAfterCount: 0 },
  };
  expect(tell('en', counted)).toContain('2 units come back into the total');
  expect(tell('en', counted)).toContain('12 units were counted in the warehouse at 13:00:03.');
  expect(tell('en', counted)).toContain('Order B is still being handled and stays reserved.');
});

test('of very many orders the rest is only counted', () => {
  const many = removal(
    Array.from({ length: 20 }, (_, index) => release(`O${index}`, index)),
    [],
    30,
  );
  expect(tell('en', many)).toContain('with orders O0, O1, O2, O3, O4, O5, O6, O7 and 12 more.');
});

function hold(over: Partial<HoldEvidence>): HoldEvidence {
  return {
    kind: 'hold',
    totalQuantity: 40,
    reservedQuantity: 9,
    kept: [kept('C', 20, 'open'), kept('D', 30, 'waiting'), kept('E', 31, 'waiting')],
    attentions: [],
    reason: 'open-order',
    message: 'The own words of the API.',
    blockedBy: { orderId: 'C', lockId: '00-C', since: second(20) },
    retryAt: null,
    count: null,
    ...over,
  };
}

test('a hold names who blocks, since when, and who waits', () => {
  expect(tell('en', hold({}))).toBe(
    'Order C has been in handling since 13:00:20 and is not invoiced in full, so orders D and E wait.',
  );
});

test('a hold of an unknown order names its reservation', () => {
  const unknown = hold({
    reason: 'unreadable-order',
    kept: [],
    blockedBy: { orderId: null, lockId: '00-X', since: second(1) },
  });
  expect(tell('en', unknown)).toContain(
    'Order (unknown, reservation 00-X) has been in handling since 13:00:01',
  );
});

test('a reading that does not add up says since when', () => {
  const unreadable = hold({ reason: 'inconsistent-read', unreadableSince: second(7) });
  expect(tell('en', unreadable)).toMatch(/our record of order C.* It has been so since 13:00:07\.$/);
  expect(tell('en', hold({ reason: 'inconsistent-read' }))).not.toContain('since');
});

test('a reason that is new to the panel is told in the words of the API', () => {
  expect(tell('pt', hold({ reason: 'brand-new' }))).toBe('The own words of the API.');
});

const HOLDS = [
  'open-order',
  'unreadable-order',
  'no-room',
  'too-recent',
  'inconsistent-read',
  'watermark-given-up',
];

const ATTENTIONS = [
  'invoiced-not-acknowledged',
  'canceled-still-reserved',
  'aborted-still-counted',
  'negative-reserved',
  'claimed-not-reserved',
  'count-unsure',
  'left-unsure',
  'list-disagrees',
  'no-stock',
  'too-many-active',
  'total-too-small',
  'lost-reservation',
  'unknown-order',
  'unlimited-stock',
];

describe.each(['en', 'pt', 'es'] as const)('in %s', (language) => {
  test.each(HOLDS)('the hold %s has a sentence of its own, alone and with others waiting', (reason) => {
    const alone = tell(language, hold({ reason, kept: [], retryAt: second(59) }));
    const others = tell(language, hold({ reason, retryAt: second(59) }));
    for (const text of [
      alone,
      others,
      tell(language, hold({ reason, blockedBy: null, retryAt: second(59) })),
    ]) {
      expect(text).not.toMatch(/[{}]|undefined|null/);
    }
    expect(alone).not.toContain('own words');
  });

  test.each(ATTENTIONS)('the attention %s has a sentence of its own', (reason) => {
    const attention: Attention = {
      reason,
      message: 'The own words of the API.',
      orderId: 'A',
      lockId: '00-A',
      propose: null,
    };
    const text = tell(language, { ...nothing, attentions: [attention], kind: 'attention' });
    expect(text).not.toContain('own words');
    expect(text).not.toMatch(/[{}]|undefined|null/);
  });
});

const nothing = { kind: 'nothing' as const, totalQuantity: 1, reservedQuantity: 0, kept: [], attentions: [] };

test('a repair says how many, whose, and what the total becomes', () => {
  const lost: Attention = {
    reason: 'lost-reservation',
    message: '',
    orderId: null,
    lockId: null,
    propose: {
      kind: 'repair',
      quantity: 1234,
      dateUtcOnBalanceSystem: second(1),
      leadTime: '',
      lost: [
        { lockId: 'X', quantity: 1 },
        { lockId: 'Y', quantity: 2 },
      ],
    },
  };
  const text = tell('en', { ...nothing, kind: 'attention', attentions: [lost] });
  expect(text).toContain('3 units already sold are on sale a second time (reservations X, Y)');
  expect(text).toContain('sets the total to 1,234');
});

test('of an order canceled after its invoice both totals are told, and which one approving sets', () => {
  const undone: Attention = {
    reason: 'canceled-after-invoice',
    message: 'The own words of the API.',
    orderId: 'A',
    lockId: '00-A',
    propose: { kind: 'settle', lockId: '00-A', leftQuantity: 2 },
  };
  const of = (attention: Attention): Evidence => ({
    ...nothing,
    kind: 'attention',
    totalQuantity: 40,
    attentions: [attention],
  });
  expect(tell('en', of(undone))).toBe(
    'Order A was canceled after 2 units of it were invoiced. Approving takes it that these units left: the total goes from 40 to 38. If they never left, or came back, 40 is right: approve, and count the shelf. Until then its reservation is kept, and whatever was handled after it waits.',
  );
  expect(tell('pt', of(undone))).toContain('o total vai de 40 para 38.');
  expect(tell('es', of(undone))).toContain('el total pasa de 40 a 38.');
  expect(tell('en', of({ ...undone, propose: null }))).toBe('The own words of the API.');
});

test('units of several orders that VTEX keeps no stock of are told without a name', () => {
  const several = { reason: 'no-stock', message: '', orderId: null, lockId: null, propose: null };
  expect(tell('en', { ...nothing, kind: 'attention', attentions: [several] })).toContain(
    'for the units of several orders.',
  );
});

test('what is wrong is told beside what is done', () => {
  const both = {
    ...hold({}),
    attentions: [{ reason: 'unlimited-stock', message: '', orderId: null, lockId: null, propose: null }],
  };
  expect(tell('en', both)).toMatch(/orders D and E wait\. This SKU has unlimited stock/);
});

test('nothing to do is said', () => {
  expect(tell('en', nothing)).toBe('There is nothing to do here.');
});

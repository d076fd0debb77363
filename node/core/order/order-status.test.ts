import { HOOK_STATUSES, normalizeOrderStatus, orderStatusMeaning } from './order-status';

/** The documented filter list of the feed: VTEX takes any word and sends nothing for one it does not know. */
const FILTER_WORDS = new Set(
  `order-created, on-order-completed, on-order-completed-ffm, payment-pending, waiting-for-order-authorization,
  approve-payment, payment-approved, request-cancel, waiting-for-seller-decision, waiting-ffmt-authorization,
  waiting-for-authorization, waiting-for-manual-authorization, authorize-fulfillment, order-create-error,
  order-creation-error, window-to-cancel, window-to-change-seller, waiting-for-mkt-authorization,
  waiting-seller-handling, ready-for-handling, start-handling, handling, invoice-after-cancellation-deny,
  order-accepted, invoice, invoiced, replaced, cancellation-requested, cancel, canceled`.split(/,\s+/),
);

describe('order status', () => {
  it.each([
    ['order-created', 'authorized', false],
    ['order-accepted', 'authorized', false],
    ['payment-pending', 'authorized', false],
    ['approve-payment', 'authorized', false],
    ['payment-approved', 'confirmed', false],
    ['authorize-fulfillment', 'confirmed', false],
    ['window-to-cancel', 'confirmed', false],
    ['ready-for-handling', 'confirmed', false],
    ['start-handling', 'acknowledged', false],
    ['handling', 'acknowledged', false],
    ['ready for invoicing', 'acknowledged', false],
    ['invoice', 'confirmed', false],
    ['invoiced', 'invoiced', true],
    ['canceled', 'canceled', true],
    ['Cancelled', 'canceled', true],
    ['replaced', 'canceled', true],
    ['cancel', null, false],
    ['canceling', null, false],
    ['cancellation-requested', null, false],
    ['cancelation-request', null, false],
    ['request-cancel', null, false],
    ['detail.state.null', null, false],
    ['a word nobody knows', null, false],
    ['__proto__', null, false],
    ['constructor', null, false],
    ['', null, false],
    [null, null, false],
    [undefined, null, false],
  ])('%s implies %s, final: %s', (status, implies, final) => {
    expect(orderStatusMeaning(status)).toMatchObject({ implies, final });
  });

  it('knows every word of the filter list', () => {
    const meaningless = [...FILTER_WORDS].filter((word) => normalizeOrderStatus(word) !== word);
    expect(meaningless).toEqual([]);
  });

  it('subscribes only words that VTEX sends, each once', () => {
    expect(HOOK_STATUSES.filter((word) => !FILTER_WORDS.has(word))).toEqual([]);
    expect(new Set(HOOK_STATUSES).size).toBe(HOOK_STATUSES.length);
  });

  it('subscribes first sight, each further stage and every end, for accounts that sell and that only fulfil', () => {
    expect([...HOOK_STATUSES].sort()).toEqual([
      'authorize-fulfillment',
      'canceled',
      'handling',
      'invoiced',
      'order-accepted',
      'order-created',
      'payment-approved',
      'replaced',
      'window-to-change-seller',
    ]);
  });

  it('keeps an unknown word, in one spelling', () => {
    expect(normalizeOrderStatus('  Some_New  state ')).toBe('some-new-state');
    expect(normalizeOrderStatus('NULL')).toBeNull();
  });
});

import fc from 'fast-check';
import { anOrder, at } from '../../../test/builders/order';
import type { Order } from '../order/order';
import { authorizedUntil } from './expiry';
import { plusLockTtl } from './lock-ttl';

const SEEDED = { seed: 20_260_301 };

const CREATED = at('2026-03-02T10:00:00.1234567Z');

function until(order: Partial<Order>, lockTtl: string | null = null, confirmBy: string | null = null) {
  const whole = anOrder({ createdAt: CREATED, status: 'payment-pending', ...order });
  return authorizedUntil(whole, [lockTtl], confirmBy === null ? null : at(confirmBy));
}

describe('expiry of an authorized reservation', () => {
  it.each([
    ['Sunday', '2026-03-01T23:59:59.9999999Z', '2026-03-05T23:59:59.9999999Z'],
    ['Monday', '2026-03-02T00:00:00Z', '2026-03-06T00:00:00Z'],
    ['Tuesday', '2026-03-03T12:00:00Z', '2026-03-07T12:00:00Z'],
    ['Wednesday', '2026-03-04T12:00:00Z', '2026-03-09T12:00:00Z'],
    ['Thursday', '2026-03-05T12:00:00Z', '2026-03-10T12:00:00Z'],
    ['Friday', '2026-03-06T12:00:00Z', '2026-03-11T12:00:00Z'],
    ['Saturday', '2026-03-07T12:00:00Z', '2026-03-13T12:00:00Z'],
    ['Saturday in a leap February', '2028-02-26T12:00:00Z', '2028-03-03T12:00:00Z'],
    ['Sunday here, Saturday further west', '2026-03-08T01:00:00Z', '2026-03-12T01:00:00Z'],
  ])('payment due on %s', (_day, due, expected) => {
    expect(until({ paymentDueAt: at(due) })).toBe(at(expected));
  });

  it.each<[string, Partial<Order>, string | null, string | null, string | null]>([
    ['no due date: from the creation', {}, null, null, '2026-03-06T10:00:00.1234567Z'],
    ['incomplete: 11 days', { status: null, isCompleted: false }, null, null, '2026-03-13T10:00:00.1234567Z'],
    [
      'incomplete with a due date',
      { status: null, isCompleted: false, paymentDueAt: at('2026-03-10T00:00:00Z') },
      null,
      null,
      '2026-03-13T10:00:00.1234567Z',
    ],
    [
      'payment not settled is not incomplete',
      { isCompleted: false },
      null,
      null,
      '2026-03-06T10:00:00.1234567Z',
    ],
    ['no status but completed', { status: null }, null, null, '2026-03-06T10:00:00.1234567Z'],
    [
      'lockTTL replaces the computation',
      { paymentDueAt: at('2026-03-10T00:00:00Z') },
      '12d',
      null,
      '2026-03-14T10:00:00.1234567Z',
    ],
    [
      'lockTTL of an incomplete order',
      { status: null, isCompleted: false },
      '1d',
      null,
      '2026-03-03T10:00:00.1234567Z',
    ],
    ['unreadable lockTTL', {}, 'soon', null, '2026-03-06T10:00:00.1234567Z'],
    [
      'lockTTL but no creation',
      { createdAt: null, paymentDueAt: at('2026-03-02T00:00:00Z') },
      '9d',
      null,
      '2026-03-06T00:00:00Z',
    ],
    [
      'VTEX’s own date wins over all',
      { status: null, isCompleted: false },
      '12d',
      '2026-03-02T10:10:00Z',
      '2026-03-02T10:10:00Z',
    ],
  ])('%s', (_case, order, lockTtl, confirmBy, expected) => {
    expect(until(order, lockTtl, confirmBy)).toBe(expected === null ? null : at(expected));
  });

  it('is not known when nothing is dated', () => {
    expect(until({ createdAt: null })).toBeNull();
    expect(until({ createdAt: null }, '10d')).toBeNull();
  });

  it('takes the longest lockTTL of one lock', () => {
    const order = anOrder({ createdAt: CREATED });
    expect(authorizedUntil(order, ['2d', null, '10d', '9d'], null)).toBe(at('2026-03-12T10:00:00.1234567Z'));
  });

  it('is 4 to 6 whole days after the due date, whichever it is', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (due) => {
          const days =
            (Date.parse(until({ paymentDueAt: at(due.toISOString()) }) ?? '') - due.getTime()) / 86_400_000;
          expect([4, 5, 6]).toContain(days);
        },
      ),
      SEEDED,
    );
  });
});

describe('lockTTL', () => {
  it.each([
    ['10d', '2026-03-12T10:00:00.1234567Z'],
    [' 8D ', '2026-03-10T10:00:00.1234567Z'],
    ['1bd', '2026-03-03T10:00:00.1234567Z'],
    ['4bd', '2026-03-06T10:00:00.1234567Z'],
    ['5bd', '2026-03-09T10:00:00.1234567Z'],
    ['12h', '2026-03-02T22:00:00.1234567Z'],
    ['30m', '2026-03-02T10:30:00.1234567Z'],
    ['10.00:00:00', '2026-03-12T10:00:00.1234567Z'],
    ['1.02:03:04', '2026-03-03T12:03:04.1234567Z'],
    ['00:10:00', '2026-03-02T10:10:00.1234567Z'],
  ])('%s', (ttl, expected) => {
    expect(plusLockTtl(CREATED, ttl)).toBe(expected);
  });

  it('counts business days from a Saturday', () => {
    expect(plusLockTtl(at('2026-03-07T10:00:00Z'), '1bd')).toBe(at('2026-03-09T10:00:00Z'));
  });

  it.each([null, '', 'd', '0d', '0bd', '00:00:00', '-3d', '1.5d', '10', '99999d', '10 days', '1w', '1:2:3'])(
    '%s is none',
    (ttl) => {
      expect(plusLockTtl(CREATED, ttl)).toBeNull();
    },
  );
});

import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { aLine, anInvoice, anOrder, LOCK } from '../../../test/builders/order';
import type { Order } from '../order/order';
import { leftAt } from '../record/left-at';
import { placesOf } from '../record/places';
import type { ReservationStatus } from './reservation';
import { furtherStatus, stageOf } from './stage';
import { type LockFacts, nextStatus, statusFromReading } from './status';

const SEEDED = { seed: 20_260_301 };

const half = anInvoice({ items: [{ lineIndex: 0, quantity: 1 }] });
const ALL: ReservationStatus[] = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
];

function read(order: Partial<Order>, state?: LockFacts['state']): ReservationStatus {
  const read = anOrder(order);
  const place = placesOf(read).find((one) => one.lockId === LOCK && one.skuId === '7');
  if (place === undefined) throw new Error('no place');
  return statusFromReading(read, leftAt(read, place, null), state && { state, confirmBy: null });
}

describe('status of one reading', () => {
  it.each<[string | null, ReservationStatus]>([
    ['order-created', 'authorized'],
    ['payment-pending', 'authorized'],
    ['payment-approved', 'confirmed'],
    ['authorize-fulfillment', 'confirmed'],
    ['ready-for-handling', 'confirmed'],
    ['start-handling', 'acknowledged'],
    ['handling', 'acknowledged'],
    ['invoiced', 'invoiced'],
    ['canceled', 'canceled'],
    ['replaced', 'canceled'],
    ['cancel', 'authorized'],
    ['whatever', 'authorized'],
    [null, 'authorized'],
  ])('%s: %s', (status, expected) => {
    expect(read({ status })).toBe(expected);
  });

  it.each<[string, Partial<Order>, ReservationStatus]>([
    ['invoices cover it', { status: 'payment-approved', invoices: [anInvoice()] }, 'invoiced'],
    ['they cover half of it', { status: 'payment-approved', invoices: [half] }, 'confirmed'],
    ['canceled, nothing left', { status: 'canceled', invoices: [] }, 'canceled'],
    ['canceled, all of it left', { status: 'canceled', invoices: [anInvoice()] }, 'invoiced'],
    ['canceled, half of it left', { status: 'canceled', invoices: [half] }, 'acknowledged'],
    [
      'canceled, another line left',
      {
        status: 'canceled',
        lines: [aLine(), aLine({ index: 1, skuId: anId('8') })],
        invoices: [anInvoice({ items: [{ lineIndex: 1, quantity: 1 }] })],
      },
      'canceled',
    ],
  ])('%s', (_case, order, expected) => {
    expect(read(order)).toBe(expected);
  });

  it.each<[string, LockFacts['state'], ReservationStatus]>([
    ['payment-pending', 'expired', 'expired'],
    ['payment-pending', 'canceled', 'canceled'],
    ['payment-pending', 'aborted', 'canceled'],
    ['payment-pending', 'confirmed', 'confirmed'],
    ['payment-pending', 'authorized', 'authorized'],
    ['payment-pending', 'not-committed', 'authorized'],
    ['payment-pending', 'unknown', 'authorized'],
    ['start-handling', 'expired', 'expired'],
    ['handling', 'confirmed', 'acknowledged'],
    ['handling', 'authorized', 'acknowledged'],
    ['canceled', 'confirmed', 'canceled'],
    ['canceled', 'expired', 'canceled'],
    ['invoiced', 'expired', 'invoiced'],
  ])('order %s, lock %s: %s', (status, state, expected) => {
    expect(read({ status }, state)).toBe(expected);
  });
});

describe('status after a status', () => {
  it.each<[ReservationStatus, ReservationStatus, ReservationStatus]>([
    ['authorized', 'acknowledged', 'acknowledged'],
    ['acknowledged', 'confirmed', 'acknowledged'],
    ['invoiced', 'confirmed', 'invoiced'],
    ['acknowledged', 'canceled', 'canceled'],
    ['confirmed', 'expired', 'expired'],
    ['invoiced', 'canceled', 'invoiced'],
    ['removed', 'canceled', 'removed'],
    ['removed', 'invoiced', 'removed'],
    ['canceled', 'acknowledged', 'canceled'],
    ['canceled', 'expired', 'canceled'],
    ['expired', 'canceled', 'expired'],
    ['expired', 'confirmed', 'expired'],
    ['expired', 'acknowledged', 'expired'],
    // The goods left, whatever was thought before.
    ['canceled', 'invoiced', 'invoiced'],
    ['expired', 'invoiced', 'invoiced'],
  ])('%s, then %s: %s', (known, next, expected) => {
    expect(nextStatus(known, next, undefined)).toBe(expected);
  });

  it('revives an expired one only on VTEX’s own word', () => {
    const lock = (state: LockFacts['state']): LockFacts => ({ state, confirmBy: null });
    expect(nextStatus('expired', 'confirmed', lock('confirmed'))).toBe('confirmed');
    expect(nextStatus('expired', 'authorized', lock('authorized'))).toBe('authorized');
    expect(nextStatus('expired', 'confirmed', lock('unknown'))).toBe('expired');
    expect(nextStatus('canceled', 'confirmed', lock('confirmed'))).toBe('canceled');
    expect(nextStatus('removed', 'confirmed', lock('confirmed'))).toBe('removed');
  });

  it('never steps back and ends at the furthest, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALL), { minLength: 1 }), (reads) => {
        const [first = 'authorized', ...rest] = reads;
        const last = rest.reduce((known, next) => {
          const after = nextStatus(known, next, undefined);
          expect(stageOf(after)).toBeGreaterThanOrEqual(stageOf(known));
          return after;
        }, first);
        expect(stageOf(last)).toBe(Math.max(...reads.map(stageOf)));
      }),
      SEEDED,
    );
  });

  it('keeps what is known between equals', () => {
    expect(furtherStatus('canceled', 'expired')).toBe('canceled');
    expect(furtherStatus('expired', 'canceled')).toBe('expired');
  });
});

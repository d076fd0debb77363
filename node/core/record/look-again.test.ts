import { aKnown } from '../../../test/builders/order';
import { instantOfMs } from '../instant';
import type { KnownReservation } from '../reservation/reservation';
import { ASK_AGAIN_MS, isToLookAgain } from './look-again';

const NOW_MS = Date.UTC(2026, 2, 2, 12);
const HOUR_MS = 3_600_000;
const RAN_OUT_MS = NOW_MS - 5 * HOUR_MS;
const ranOut = { status: 'authorized', expiresAt: instantOfMs(RAN_OUT_MS) } as const;

test.each<[string, Partial<KnownReservation>[], number, boolean]>([
  ['nothing is known to be on it, long unread', [], 7 * HOUR_MS, true],
  ['nothing is known to be on it, read just now', [], 0, false],
  ['under way, long unread', [{ status: 'acknowledged' }], 7 * HOUR_MS, true],
  ['under way, read just now', [{ status: 'acknowledged' }], 0, false],
  ['settled, long unread', [{ status: 'invoiced' }], 7 * HOUR_MS, false],
  ['has run out since it was read', [ranOut], NOW_MS - RAN_OUT_MS, true],
  ['had run out when it was read', [ranOut], ASK_AGAIN_MS, false],
  ['had run out when it was read, over an hour ago', [ranOut], ASK_AGAIN_MS + 1, true],
  ['has not run out', [{ ...ranOut, expiresAt: instantOfMs(NOW_MS) }], 3 * HOUR_MS, false],
  ['nobody knows when it runs out', [{ ...ranOut, expiresAt: null }], 3 * HOUR_MS, false],
  ['was confirmed before it ran out', [{ ...ranOut, status: 'confirmed' }], 5 * HOUR_MS, false],
])('looked at again without an event: %s', (_case, held, readAgoMs, expected) => {
  const order = { reservations: held.map(aKnown), readAtMs: NOW_MS - readAgoMs };
  expect(isToLookAgain(order, instantOfMs(NOW_MS), NOW_MS - 6 * HOUR_MS)).toBe(expected);
});

import { anId } from '../../test/builders/an-id';
import { aKnown, anOrder, at } from '../../test/builders/order';
import { lockOf } from '../../test/removal/shop';
import { World } from '../../test/removal/world';
import { msOfInstant } from '../core/instant';
import type { KnownReservation } from '../core/reservation/reservation';
import { locksToRead, readLocks } from './read-locks';

const EXPIRY = at('2026-03-13T10:00:00Z');

describe('a lock is asked about itself when its forecast expiry has passed', () => {
  test.each<[string, Partial<KnownReservation>, number, string[]]>([
    ['a moment before', {}, -1, []],
    ['at that moment', {}, 0, ['00-v1-01']],
    ['later', {}, 60_000, ['00-v1-01']],
    ['no forecast', { expiresAt: null }, 60_000, []],
    ['approved since', { status: 'confirmed' }, 60_000, []],
    ['expired since', { status: 'expired' }, 60_000, []],
  ])('%s', (_case, over, afterMs, asked) => {
    const reservation = aKnown({ status: 'authorized', wasAcknowledged: false, expiresAt: EXPIRY, ...over });
    const order = anOrder({ status: 'payment-pending' });
    const now = () => msOfInstant(EXPIRY) + afterMs;
    expect(locksToRead({ now }, order, { order, readAtMs: 0, reservations: [reservation] })).toEqual(asked);
  });
});

test('what VTEX holds, what it does not know, and what it does not say are kept apart', async () => {
  const { services, shop } = new World();
  for (const orderId of ['A-1', 'B-2', 'C-3']) shop.place(orderId, 2);
  const [held = '', unknown = '', silent = ''] = ['A-1', 'B-2', 'C-3'].map(lockOf);
  shop.model.tellReservation({ lockId: unknown }, { byId: 'not-found' });
  shop.fail('getReservation', 'unavailable', { skip: 2, times: 1 });
  expect(await readLocks(services, [anId(held), anId(unknown), anId(silent)])).toMatchObject({
    read: [{ lockId: held }],
    unknown: [unknown],
    failures: [{ kind: 'unavailable' }],
  });
});

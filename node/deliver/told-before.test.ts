import { anId } from '../../test/builders/an-id';
import { anOrder } from '../../test/builders/order';
import type { Delivery } from '../store/delivery';
import type { KnownOrder } from '../store/store';
import { type BeforeStore, toldBefore } from './told-before';

type Data = { status: string; previousStatus: string | null; version: number };

function delivery(orderId: string, data: Data, state: Delivery['state'] = 'pending'): Delivery {
  const type = 'holdfast.reservation.changed';
  return { id: `${orderId}/${data.version}`, type, orderId, state, data: { ...data, lockId: 'L' } } as never;
}

/** The lock is named by A and B; each has so much to tell. */
function storeOf(waiting: readonly Delivery[]): BeforeStore {
  const known = ['A', 'B'].map((orderId): KnownOrder => {
    return { order: anOrder({ orderId: anId(orderId) }), readAtMs: 0, reservations: [] };
  });
  return {
    knownOrdersByLock: async () => new Map([[anId('L'), known]]),
    nextDelivery: async (stream) => waiting.find(({ orderId }) => `order/${orderId}` === stream) ?? null,
  };
}

const canceled = (version: number) => ({ status: 'canceled', previousStatus: 'acknowledged', version });
const first = (version: number) => ({ status: 'authorized', previousStatus: null, version });
const next = (version: number) => ({ status: 'confirmed', previousStatus: 'authorized', version });

test.each<[string, Delivery, Delivery[], string | null]>([
  [
    'the successor, and the cancellation before it',
    delivery('B', first(2)),
    [delivery('A', canceled(1))],
    'A/1',
  ],
  ['a parked one', delivery('B', first(2)), [delivery('A', canceled(1), 'parked')], 'A/1'],
  [
    'the cancellation, and the successor before it',
    delivery('A', canceled(3)),
    [delivery('B', first(2))],
    'B/2',
  ],
  ['the one that is first', delivery('A', canceled(1)), [delivery('B', first(2))], null],
  ['what follows in its own stream', delivery('B', next(3)), [delivery('A', canceled(1))], null],
  ['nothing waits', delivery('B', first(2)), [], null],
  ['its own stream', delivery('B', first(2)), [delivery('B', first(1))], null],
])('two orders name one lock: %s', async (_case, given, waiting, expected) => {
  expect((await toldBefore(storeOf(waiting), given))?.id ?? null).toBe(expected);
});

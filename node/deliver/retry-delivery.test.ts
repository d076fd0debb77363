import { type RetryServices, retryAllParked, retryDelivery } from './retry-delivery';

function setUp(parked: number) {
  const dispatched: [string, number][] = [];
  let left = parked;
  const delivery = {
    id: 'd1',
    stream: 'order/v1-01',
    orderId: 'v1-01',
    skuId: null,
    warehouseId: null,
    planId: null,
  };
  const services: RetryServices = {
    now: () => 5,
    dispatcher: { deliver: async (stream, notBeforeMs) => void dispatched.push([stream, notBeforeMs]) },
    store: {
      delivery: async (id) =>
        id === 'd1' ? ({ ...delivery } as Awaited<ReturnType<RetryServices['store']['delivery']>>) : null,
      makeDue: async (_id, _now, log) => left > 0 && log.length === 1,
      async makeParkedDue(_now, limit) {
        const count = Math.min(limit, left);
        left -= count;
        return { count, streams: Array.from({ length: count }, (_each, index) => `order/${index % 300}`) };
      },
    },
  };
  return { services, dispatched };
}

test('makes it due and asks for its stream', async () => {
  const { services, dispatched } = setUp(1);
  expect(await retryDelivery(services, 'd1', 'An admin')).toEqual({ kind: 'retried', stream: 'order/v1-01' });
  expect(dispatched).toEqual([['order/v1-01', 5]]);
});

test('one that is not there, and one that was accepted meanwhile', async () => {
  const { services, dispatched } = setUp(0);
  expect(await retryDelivery(services, 'nope', 'An admin')).toEqual({ kind: 'not-found' });
  expect(await retryDelivery(services, 'd1', 'An admin')).toEqual({ kind: 'accepted-before' });
  expect(dispatched).toEqual([]);
});

test('all parked ones, slice by slice, each stream once a slice', async () => {
  const { services, dispatched } = setUp(1_200);
  expect(await retryAllParked(services, 'An admin')).toBe(1_200);
  expect(dispatched).toHaveLength(300 + 300 + 200);
});

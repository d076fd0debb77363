import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../../test/builders/an-id';
import { anOrder } from '../../test/builders/order';
import type { DeliveryOutcome, ErpConnector } from '../clients/erp/connector';
import type { Instant } from '../core/instant';
import type { Delivery } from '../store/delivery';
import type { LogEntry } from '../store/sync-log';
import { FEWEST_ATTEMPTS, GIVE_UP_AFTER_MS } from './back-off';
import { type DeliverServices, deliverStream } from './deliver-stream';

const STREAM = 'order/v1-01';
const accepted: DeliveryOutcome = { kind: 'accepted', status: 200 };
const busy: DeliveryOutcome = {
  kind: 'retry',
  status: 503,
  retryAfterMs: null,
  message: 'The ERP answered 503.',
};
const refused: DeliveryOutcome = {
  kind: 'refused',
  status: 422,
  message: 'The ERP refused the message (422).',
};

function deliveryOf(sequence: number, changes: Partial<Delivery> = {}): Delivery {
  const occurredAt = '2026-03-02T18:00:00.1234567Z' as Instant;
  return {
    id: `d${sequence}`,
    account: 'acme',
    stream: STREAM,
    sequence,
    type: 'holdfast.reservation.changed',
    orderId: anId('v1-01'),
    skuId: anId('7'),
    warehouseId: anId('w1'),
    planId: null,
    occurredAt,
    data: {
      account: 'acme',
      orderId: 'v1-01',
      lockId: 'L1',
      skuId: '7',
      warehouseId: 'w1',
      quantity: 1,
      status: 'confirmed',
      previousStatus: null,
      version: sequence,
      expiresAt: null,
      occurredAt,
    },
    state: 'pending',
    attempts: 0,
    createdAtMs: 0,
    nextAttemptAtMs: 0,
    lastError: null,
    ...changes,
  };
}

/** A stream, and an ERP that answers as told, in order; then it accepts. */
function setUp(deliveries: Delivery[], answers: (DeliveryOutcome | Error)[] = []) {
  const log: LogEntry[] = [];
  const sent: string[] = [];
  const clock = { ms: 1_000 };
  const connector: ErpConnector = {
    name: 'test',
    checkHealth: async () => ({ healthy: true }),
    async deliver(delivery) {
      sent.push(delivery.id);
      clock.ms += 10;
      const answer = answers.shift() ?? accepted;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const store: DeliverServices['store'] = {
    ...createMemoryStore({ account: 'acme', now: () => clock.ms }),
    async nextDelivery(stream) {
      return deliveries.find((one) => one.stream === stream && one.state !== 'accepted') ?? null;
    },
    async recordAttempt(id, { log: entries, ...attempt }) {
      const found = deliveries.find((one) => one.id === id);
      if (found) Object.assign(found, attempt);
      log.push(...entries);
    },
  };
  const services: DeliverServices = { store, connector, now: () => clock.ms, random: () => 0.5 };
  return { services, log, sent, clock, deliveries };
}

test('an empty stream is drained, a full one in its order', async () => {
  const { services, sent, log } = setUp([deliveryOf(1), deliveryOf(2), deliveryOf(3)]);
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'drained' });
  expect(sent).toEqual(['d1', 'd2', 'd3']);
  expect(log.map((entry) => [entry.kind, entry.outcome, entry.deliveryId, entry.durationMs])).toEqual([
    ['delivery', 'ok', 'd1', 10],
    ['delivery', 'ok', 'd2', 10],
    ['delivery', 'ok', 'd3', 10],
  ]);
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'drained' });
  expect(sent).toHaveLength(3);
});

test('a failed one holds the later ones back, and goes first when its time has come', async () => {
  const { services, sent, clock, deliveries, log } = setUp([deliveryOf(1), deliveryOf(2)], [busy]);
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'wait', untilMs: 6_010 });
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'wait', untilMs: 6_010 });
  expect(sent).toEqual(['d1']);
  expect(deliveries[0]).toMatchObject({ state: 'pending', attempts: 1, lastError: 'The ERP answered 503.' });
  expect(log[0]).toMatchObject({ outcome: 'retry' });
  clock.ms = 6_010;
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'drained' });
  expect(sent).toEqual(['d1', 'd1', 'd2']);
});

test('a refused one parks its stream at once; nothing overtakes it', async () => {
  const { services, sent, deliveries, log } = setUp([deliveryOf(1), deliveryOf(2)], [refused]);
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'parked', deliveryId: 'd1' });
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'parked', deliveryId: 'd1' });
  expect(sent).toEqual(['d1']);
  expect(deliveries.map((one) => one.state)).toEqual(['parked', 'pending']);
  expect(log).toMatchObject([{ outcome: 'parked', detail: { status: 422, attempts: 1 } }]);
});

test('after two days it is parked', async () => {
  const tried = deliveryOf(1, { attempts: FEWEST_ATTEMPTS });
  const { services, clock, deliveries } = setUp([tried], [busy]);
  clock.ms = GIVE_UP_AFTER_MS;
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'parked', deliveryId: 'd1' });
  expect(deliveries[0]?.state).toBe('parked');
});

test('a crash between sending and recording sends the same id again', async () => {
  const { services, sent } = setUp([deliveryOf(1)]);
  const { recordAttempt } = services.store;
  services.store.recordAttempt = async () => {
    throw new Error('the database went away');
  };
  await expect(deliverStream(services, STREAM)).rejects.toThrow('went away');
  services.store.recordAttempt = recordAttempt;
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'drained' });
  expect(sent).toEqual(['d1', 'd1']);
});

test('a run stops after its share, to go on at once', async () => {
  const { services, sent, clock } = setUp([deliveryOf(1), deliveryOf(2), deliveryOf(3)]);
  services.maxDeliveries = 2;
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'wait', untilMs: clock.ms });
  expect(sent).toEqual(['d1', 'd2']);
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'drained' });
});

test('the last of its share fails: the run comes back when that may be tried again', async () => {
  const { services, sent } = setUp([deliveryOf(1), deliveryOf(2)], [accepted, busy]);
  services.maxDeliveries = 2;
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'wait', untilMs: 6_020 });
  expect(sent).toEqual(['d1', 'd2']);
});

test('data outside the contract never leaves; the stream is parked with the reason', async () => {
  const leaky = deliveryOf(1);
  leaky.data.clientName = 'Maria Kowalska';
  const { services, sent, log, deliveries } = setUp([leaky, deliveryOf(2)]);
  expect(await deliverStream(services, STREAM)).toEqual({ kind: 'parked', deliveryId: 'd1' });
  expect(sent).toEqual([]);
  expect(deliveries[0]).toMatchObject({ state: 'parked', attempts: 0 });
  expect(deliveries[0]?.lastError).toContain('clientName');
  expect(JSON.stringify([log, deliveries[0]?.lastError])).not.toContain('Kowalska');
});

test('a connector that throws is tried again, and its words stay out of the log', async () => {
  const { services, deliveries, log } = setUp([deliveryOf(1)], [new TypeError('https://key:secret@erp')]);
  expect((await deliverStream(services, STREAM)).kind).toBe('wait');
  expect(deliveries[0]?.state).toBe('pending');
  expect(JSON.stringify([log, deliveries])).not.toContain('secret');
});

test('what the ERP says of a message it took is in the log', async () => {
  const { services, log } = setUp(
    [deliveryOf(1)],
    [{ ...accepted, note: 'Tryton asked, and was told yes.' }],
  );
  await deliverStream(services, STREAM);
  expect(log[0]?.message).toBe('The ERP took confirmed of order v1-01. Tryton asked, and was told yes.');
});

describe('what another order has to tell of the same lock goes first', () => {
  /** A-1 was replaced by B-2, and both name L1. */
  function replaced(state: Delivery['state']) {
    const first = deliveryOf(1, {
      stream: 'order/A-1',
      orderId: anId('A-1'),
      state,
      nextAttemptAtMs: 60_000,
    });
    first.data.status = 'canceled';
    const second = deliveryOf(2, { stream: 'order/B-2', orderId: anId('B-2') });
    const set = setUp([first, second]);
    const known = ['A-1', 'B-2'].map((orderId) => ({
      order: anOrder({ orderId: anId(orderId) }),
      readAtMs: 0,
      reservations: [],
    }));
    set.services.store.knownOrdersByLock = async () => new Map([[anId('L1'), known]]);
    return { ...set, first };
  }

  test('it waits, and is sent after it', async () => {
    const { services, sent, clock } = replaced('pending');
    expect(await deliverStream(services, 'order/B-2')).toEqual({ kind: 'wait', untilMs: 65_000 });
    clock.ms = 60_000;
    await deliverStream(services, 'order/A-1');
    expect(await deliverStream(services, 'order/B-2')).toEqual({ kind: 'drained' });
    expect(sent).toEqual(['d1', 'd2']);
  });

  test('a parked one parks it', async () => {
    const { services, sent } = replaced('parked');
    expect(await deliverStream(services, 'order/B-2')).toEqual({ kind: 'parked', deliveryId: 'd1' });
    expect(sent).toEqual([]);
  });
});

import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import { deliverStream } from '@holdfast/node/deliver/deliver-stream';
import type { Delivery } from '@holdfast/node/store/delivery';
import { deliveryOf, streamOf } from './deliveries';

/** What an ERP is told to do with the next messages. `reject` is a final no, `busy` a "not now". */
export type ErpBehaviour = 'accept' | 'busy' | 'reject' | 'away';

/** An ERP to run a connector against; made anew for each test. */
export interface ConnectorUnderTest {
  connector: ErpConnector;
  behave(behaviour: ErpBehaviour): Promise<void>;
  /** What the ERP has booked: authentic messages, in the order they came, repeats included. */
  booked(): { id: string; data: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** Every connector passes this, whatever it speaks. */
export function describeConnector(name: string, open: () => Promise<ConnectorUnderTest>): void {
  describe(`ERP connector: ${name}`, () => {
    let erp: ConnectorUnderTest;
    beforeEach(async () => {
      erp = await open();
    });
    afterEach(() => erp.close());

    test('a message arrives whole', async () => {
      const delivery = deliveryOf(1);
      expect(await erp.connector.deliver(delivery)).toMatchObject({ kind: 'accepted' });
      expect(erp.booked()).toEqual([{ id: delivery.id, data: delivery.data }]);
    });

    test('the same message again has the same id', async () => {
      const delivery = deliveryOf(1);
      await erp.connector.deliver(delivery);
      await erp.connector.deliver({ ...delivery, attempts: 1 });
      expect(erp.booked().map(({ id }) => id)).toEqual([delivery.id, delivery.id]);
    });

    test.each(['busy', 'away'] as const)('an ERP that is %s is worth another try', async (behaviour) => {
      await erp.behave(behaviour);
      const outcome = await erp.connector.deliver(deliveryOf(1));
      expect(outcome).toMatchObject({ kind: 'retry', message: expect.stringMatching(/ERP/) });
    });

    test('a final no is a refusal', async () => {
      await erp.behave('reject');
      expect(await erp.connector.deliver(deliveryOf(1))).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/ERP/),
      });
    });

    test('health gives its reason, and is well again after a message was taken', async () => {
      expect(await erp.connector.checkHealth()).toMatchObject({ healthy: true, note: expect.any(String) });
      await erp.behave('away');
      await erp.connector.deliver(deliveryOf(1));
      expect(await erp.connector.checkHealth()).toMatchObject({
        healthy: false,
        reason: expect.stringMatching(/.{10,}/),
      });
      await erp.behave('accept');
      await erp.connector.deliver(deliveryOf(1));
      expect(await erp.connector.checkHealth()).toEqual({ healthy: true });
    });

    test('a stream through a bad day: in order, each at least once, none lost', async () => {
      const deliveries = [deliveryOf(1), deliveryOf(2), deliveryOf(3)];
      const clock = { ms: Date.now() };
      const services = {
        store: streamOf(deliveries),
        connector: erp.connector,
        now: () => clock.ms,
        random: () => 0,
      };
      for (const behaviour of ['busy', 'away', 'busy'] as const) {
        await erp.behave(behaviour);
        const run = await deliverStream(services, deliveryOf(1).stream);
        if (run.kind !== 'wait') throw new Error(`did not wait but ${run.kind}`);
        clock.ms = run.untilMs;
      }
      await erp.behave('accept');
      expect(await deliverStream(services, deliveryOf(1).stream)).toEqual({ kind: 'drained' });
      expect(firstTimes(erp.booked())).toEqual(deliveries.map(({ id }) => id));
    });

    test('a refused message stops its stream', async () => {
      const deliveries: Delivery[] = [deliveryOf(1), deliveryOf(2)];
      const services = {
        store: streamOf(deliveries),
        connector: erp.connector,
        now: Date.now,
        random: () => 0,
      };
      await erp.behave('reject');
      const parked = { kind: 'parked', deliveryId: deliveryOf(1).id };
      expect(await deliverStream(services, deliveryOf(1).stream)).toEqual(parked);
      await erp.behave('accept');
      expect(await deliverStream(services, deliveryOf(1).stream)).toEqual(parked);
      expect(erp.booked()).toEqual([]);
    });
  });
}

function firstTimes(booked: { id: string }[]): string[] {
  return [...new Set(booked.map(({ id }) => id))];
}

import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { ReservationStatus } from '@holdfast/node/core/reservation/reservation';
import { deliverStream } from '@holdfast/node/deliver/deliver-stream';
import type { Delivery } from '@holdfast/node/store/delivery';
import { anId } from '../builders/an-id';
import { changeTo, deliveryOf, POSITION, recommendation, reconciledTo, streamOf } from './deliveries';

/** What an ERP is told to do with the next messages. `reject` is a final no, `busy` a "not now". */
export type ErpBehaviour = 'accept' | 'busy' | 'reject' | 'away';

/** One reservation in the ERP's own books; one that is there twice is two entries. */
export interface BookedLine {
  orderId: string;
  lockId: string;
  skuId: string;
  warehouseId: string;
  quantity: number;
  status: string;
}

/** An ERP to run a connector against. It knows SKU 7 and warehouse w1, and has 100 units there where it keeps stock. */
export interface ConnectorUnderTest {
  connector: ErpConnector;
  behave(behaviour: ErpBehaviour): Promise<void>;
  booked(): Promise<BookedLine[]>;
  /** For `tellsMissing`: a SKU appears, and enough time passes for the connector to look again. */
  appear?(skuId: string): Promise<void>;
  close(): Promise<void>;
}

export interface ContractOptions {
  /** Units on hand at the start; left out where the ERP cannot be asked. */
  onHand?: number;
  /** The connector says `missing` of a SKU that the ERP does not know. */
  tellsMissing?: boolean;
}

/** Orders are numbered through, so that an ERP may be kept from test to test. */
let orderNumber = 100;

/** Every connector passes this, whatever it speaks. */
export function describeConnector(
  name: string,
  open: () => Promise<ConnectorUnderTest>,
  { onHand, tellsMissing = false }: ContractOptions = {},
): void {
  describe(`ERP connector: ${name}`, () => {
    let erp: ConnectorUnderTest;
    beforeEach(async () => {
      orderNumber += 1;
      erp = await open();
    });
    afterEach(() => erp.close());

    const line = (status: ReservationStatus, quantity = 2): BookedLine => ({
      orderId: `v${orderNumber}-01`,
      lockId: `L${orderNumber}`,
      ...POSITION,
      quantity,
      status,
    });
    const booked = async () => (await erp.booked()).filter((one) => one.orderId === `v${orderNumber}-01`);
    const told = async (delivery: Delivery) => {
      const outcome = await erp.connector.deliver(delivery);
      if (outcome.kind !== 'accepted') throw new Error(`${delivery.id}: ${JSON.stringify(outcome)}`);
    };
    const tell = (status: ReservationStatus, version: number, quantity?: number) =>
      told(changeTo(status, { version, orderNumber, quantity }));
    const step = (version: number) => deliveryOf(version, orderNumber);

    test('each step of a reservation is in the books, once, however often it is told', async () => {
      for (const version of [1, 2, 3, 4, 5]) {
        const delivery = step(version);
        await told(delivery);
        await told({ ...delivery, attempts: 1 });
        expect(await booked()).toEqual([line(String(delivery.data.status) as ReservationStatus)]);
      }
    });

    test.each<ReservationStatus>(['confirmed', 'acknowledged', 'invoiced', 'removed'])(
      'what is first heard of as %s is booked as that',
      async (status) => {
        await tell(status, 1);
        expect(await booked()).toEqual([line(status)]);
      },
    );

    test.each<[ReservationStatus, number]>([
      ['canceled', 1],
      ['canceled', 2],
      ['canceled', 3],
      ['expired', 1],
    ])('%s after step %i', async (status, steps) => {
      for (let version = 1; version <= steps; version += 1) await told(step(version));
      await tell(status, steps + 1);
      await tell(status, steps + 1);
      expect(await booked()).toEqual([line(status)]);
    });

    test('an older message that comes after a newer one moves nothing back', async () => {
      for (const version of [1, 2, 3]) await told(step(version));
      for (const version of [1, 2]) await erp.connector.deliver(step(version));
      expect(await booked()).toEqual([line('acknowledged')]);
      for (const version of [4, 5]) await told(step(version));
      for (const version of [1, 2, 3, 4]) await erp.connector.deliver(step(version));
      expect(await booked()).toEqual([line('removed')]);
    });

    test('an older message does not bring a canceled reservation back', async () => {
      for (const version of [1, 2, 3]) await told(step(version));
      await tell('canceled', 4);
      for (const version of [1, 2, 3]) await erp.connector.deliver(step(version));
      expect(await booked()).toEqual([line('canceled')]);
    });

    test.each([1, 2, 3])('another quantity after step %i', async (steps) => {
      for (let version = 1; version <= steps; version += 1) await told(step(version));
      const status = String(step(steps).data.status) as ReservationStatus;
      await tell(status, steps + 1, 5);
      await erp.connector.deliver(step(steps));
      expect(await booked()).toEqual([line(status, 5)]);
      await tell('invoiced', steps + 2, 5);
      expect(await booked()).toEqual([line('invoiced', 5)]);
    });

    test('what is told of a position is taken, twice too', async () => {
      for (const delivery of [
        recommendation(`plan-${orderNumber}`),
        reconciledTo(onHand ?? 100, { planId: `plan-${orderNumber}` }),
      ]) {
        await told(delivery);
        await told(delivery);
      }
    });

    test.each(['busy', 'away'] as const)('an ERP that is %s is worth another try', async (behaviour) => {
      await erp.behave(behaviour);
      const outcome = await erp.connector.deliver(step(1));
      expect(outcome).toMatchObject({ kind: 'retry', message: expect.stringMatching(/ERP/) });
    });

    test('a final no is a refusal', async () => {
      await erp.behave('reject');
      expect(await erp.connector.deliver(step(1))).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/ERP/),
      });
    });

    test('health gives its reason, and is well again after a message was taken', async () => {
      expect(await erp.connector.checkHealth()).toMatchObject({ healthy: true, note: expect.any(String) });
      await erp.behave('away');
      await erp.connector.deliver(step(1));
      expect(await erp.connector.checkHealth()).toMatchObject({
        healthy: false,
        reason: expect.stringMatching(/.{10,}/),
      });
      await erp.behave('accept');
      await told(step(1));
      expect(await erp.connector.checkHealth()).toMatchObject({ healthy: true });
    });

    test('a stream through a bad day: in order, none lost, none twice', async () => {
      const deliveries = [1, 2, 3].map(step);
      const clock = { ms: Date.now() };
      const services = {
        store: streamOf(deliveries),
        connector: erp.connector,
        now: () => clock.ms,
        random: () => 0,
      };
      const { stream } = step(1);
      for (const behaviour of ['busy', 'away', 'busy'] as const) {
        await erp.behave(behaviour);
        const run = await deliverStream(services, stream);
        if (run.kind !== 'wait') throw new Error(`did not wait but ${run.kind}`);
        clock.ms = run.untilMs;
      }
      await erp.behave('accept');
      expect(await deliverStream(services, stream)).toEqual({ kind: 'drained' });
      expect(await booked()).toEqual([line('acknowledged')]);
    });

    test('a refused message stops its stream', async () => {
      const deliveries: Delivery[] = [step(1), step(2)];
      const services = {
        store: streamOf(deliveries),
        connector: erp.connector,
        now: Date.now,
        random: () => 0,
      };
      const { id, stream } = step(1);
      await erp.behave('reject');
      const parked = { kind: 'parked', deliveryId: id };
      expect(await deliverStream(services, stream)).toEqual(parked);
      await erp.behave('accept');
      expect(await deliverStream(services, stream)).toEqual(parked);
      expect(await booked()).toEqual([]);
    });

    if (tellsMissing) describeMissing(() => erp, step);
    if (onHand !== undefined) describeStock(() => erp, { booked, line, step });
  });
}

/** For a connector that tells what is missing from what is wrong. */
function describeMissing(erp: () => ConnectorUnderTest, step: (version: number) => Delivery): void {
  test('a SKU the ERP does not know: missing under the same name each time, until it appears', async () => {
    const { connector, appear } = erp();
    const skuId = 'new here';
    const delivery = { ...step(1), skuId: anId(skuId), data: { ...step(1).data, skuId: anId(skuId) } };
    const outcome = await connector.deliver(delivery);
    if (outcome.kind !== 'missing') throw new Error(JSON.stringify(outcome));
    expect(outcome.message).toMatch(/ERP/);
    expect(await connector.deliver(delivery)).toEqual(outcome);
    expect(await connector.isThere?.(outcome.what)).toBe(false);
    await appear?.(skuId);
    expect(await connector.isThere?.(outcome.what)).toBe(true);
    expect(await connector.deliver(delivery)).toMatchObject({ kind: 'accepted' });
  });
}

interface Telling {
  booked(): Promise<BookedLine[]>;
  line(status: ReservationStatus): BookedLine;
  step(version: number): Delivery;
}

/** For an ERP that can be asked for its stock. */
function describeStock(erp: () => ConnectorUnderTest, { line, step }: Telling): void {
  const read = async (positions = [POSITION]) => {
    const { connector } = erp();
    const reading = await connector.readStock?.(positions);
    if (reading?.kind !== 'read') throw new Error(`no stock was read: ${JSON.stringify(reading)}`);
    return reading.stock;
  };
  const heldOf = async () => {
    const [stock] = await read();
    const { lockId } = line('authorized');
    return stock?.reservations?.filter((one) => one.lockId === lockId);
  };

  test('stock: what is on hand goes down when goods are sent, not when they are promised', async () => {
    const [before] = await read();
    if (before === undefined || before.onHand === null) throw new Error('nothing on hand');
    for (const version of [1, 2, 3]) await erp().connector.deliver(step(version));
    expect((await read())[0]).toMatchObject({ position: POSITION, onHand: before.onHand });
    expect(await heldOf()).toEqual([
      { lockId: line('acknowledged').lockId, quantity: 2, status: 'acknowledged' },
    ]);
    await erp().connector.deliver(step(4));
    expect((await read())[0]).toMatchObject({ onHand: before.onHand - 2 });
    expect(await heldOf()).toMatchObject([{ status: 'invoiced' }]);
  });

  test('stock: one entry for each position, in order, null where the ERP knows none', async () => {
    const unknown = { skuId: anId('never heard of'), warehouseId: anId('w1') };
    const nowhere = { skuId: anId('7'), warehouseId: anId('nowhere') };
    const stock = await read([unknown, POSITION, nowhere]);
    expect(stock.map(({ position }) => position)).toEqual([unknown, POSITION, nowhere]);
    expect(stock.map(({ onHand }) => onHand === null)).toEqual([true, false, true]);
  });

  test('stock: an ERP that is away gives its reason', async () => {
    await erp().behave('away');
    const reading = await erp().connector.readStock?.([POSITION]);
    expect(reading).toMatchObject({ kind: 'failed', message: expect.stringMatching(/ERP/) });
  });
}

import type { Position } from '@holdfast/node/core/position';
import { orderFactsFor } from '@holdfast/node/core/record/order-facts';
import { lookAtOrder } from '@holdfast/node/orders/look-at-order';
import { withZ } from '@holdfast/sandbox/store/model/instant';
import { anId } from '../builders/an-id';
import { lockOf, SHIRT } from './shop';
import { World } from './world';

const DAY_MS = 86_400_000;

/** `A-1`: two shirts, and one of something else under the same lock. */
function placeTwo({ shop }: World, other: Position): void {
  shop.model.stock({ ...other, quantity: 10 });
  const lines = [
    { ...SHIRT, quantity: 2 },
    { ...other, quantity: 1 },
  ];
  shop.model.placeOrder({ orderId: 'A-1', lines });
}

describe('an authorized reservation whose forecast expiry has passed', () => {
  /** VTEX holds it for so long, whatever our forecast is. */
  async function unpaid(heldDays: number): Promise<World> {
    const world = new World();
    const lines = [{ ...SHIRT, quantity: 2 }];
    world.shop.model.placeOrder({ orderId: 'A-1', lines, expiresInMinutes: heldDays * 24 * 60 });
    world.event('A-1');
    await world.run();
    expect(world.shop.calledTimes('getReservation')).toBe(0);
    world.shop.pass(12 * DAY_MS);
    return world;
  }

  test('VTEX let it go: expired, and the ERP is told', async () => {
    const world = await unpaid(11);
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('expired');
    expect(world.statusesTold('A-1')).toEqual(['authorized', 'expired']);
    world.event('A-1');
    await world.run();
    expect(world.shop.calledTimes('getReservation')).toBe(1);
  });

  test('VTEX holds it longer: the new expiry is recorded, and it is not asked for again before', async () => {
    const world = await unpaid(15);
    const [lock] = world.shop.model.reservation(lockOf('A-1'));
    const confirmBy = withZ(lock?.confirmBy ?? 0n);
    world.event('A-1', 'A-1');
    await world.run();
    expect(world.reservation('A-1')).toMatchObject({ status: 'authorized', expiresAt: confirmBy });
    expect(world.shop.calledTimes('getReservation')).toBe(1);
  });

  test('the reservation cannot be read: the order is recorded all the same, and looked at again', async () => {
    const world = await unpaid(11);
    world.shop.fail('getReservation', 'unavailable');
    expect((await world.look('A-1')).kind).toBe('again');
    expect((await world.look('A-1')).kind).toBe('done');
    expect(world.reservation('A-1').status).toBe('expired');
  });
});

describe('an order that an event named and VTEX does not find', () => {
  /** When it was asked for, in ms since the event. */
  function watched(): { world: World; looks: number[]; startMs: number } {
    const world = new World();
    const { nowMs: startMs } = world.shop;
    const looks: number[] = [];
    const { getOrder } = world.services.vtex;
    world.services.vtex.getOrder = (orderId) => {
      looks.push(world.shop.nowMs - startMs);
      return getOrder(orderId);
    };
    return { world, looks, startMs };
  }
  const said = (world: World) => world.store.tables.log.flatMap((line) => line.said?.[0]?.id ?? []);

  test('is looked for after 2, 10 and 60 s, said once, and then left', async () => {
    const { world, looks, startMs } = watched();
    world.event('nobody-01');
    await world.run();
    expect(looks).toEqual([0, 2_000, 10_000, 60_000]);
    expect(said(world)).toEqual(['order.not-yet', 'order.unknown']);
    const anewMs = world.shop.nowMs - startMs;
    world.event('nobody-01');
    await world.run();
    expect(looks.slice(4)).toEqual([0, 2_000, 10_000, 60_000].map((ms) => ms + anewMs));
  });

  test.each([1_500, 9_000, 59_000])('is found %d ms later, without another event', async (afterMs) => {
    const { world, looks, startMs } = watched();
    world.event('A-1');
    await world.work(1);
    while (world.jobs.some((job) => job.notBeforeMs <= startMs + afterMs)) await world.work(1);
    world.shop.pass(startMs + afterMs - world.shop.nowMs);
    world.shop.place('A-1', 2);
    await world.run();
    expect(world.reservation('A-1').status).toBe('authorized');
    expect(looks.at(-1)).toBeLessThanOrEqual(60_000);
  });

  test('a look that comes late or early makes them no more', async () => {
    const { world } = watched();
    const look = async (sinceMs: number) => {
      const missingSinceMs = world.shop.nowMs - sinceMs;
      const outcome = await lookAtOrder(world.services, { orderId: anId('nobody-01'), missingSinceMs });
      if (outcome.kind !== 'again') return outcome.kind;
      expect(outcome.missingSinceMs).toBe(missingSinceMs);
      return world.shop.nowMs + outcome.afterMs - missingSinceMs;
    };
    expect(await look(1_900)).toBe(10_000);
    expect(await look(30_000)).toBe(60_000);
    expect(await look(59_900)).toBe('done');
    expect(await look(3_600_000)).toBe('done');
  });

  test('one that is on record is only missing for now: its next event or the sweep asks again', async () => {
    const { world, looks } = watched();
    world.shop.place('A-1', 2);
    world.event('A-1');
    await world.run();
    world.shop.model.tellOrder('A-1', { notFound: true });
    world.event('A-1');
    await world.run();
    expect(looks).toHaveLength(2);
    expect(world.reservation('A-1').status).toBe('authorized');
  });
});

describe('a line whose quantity is no whole number', () => {
  const POT = { ...SHIRT, skuId: anId('11') };

  /** `A-1` sells shirts and a pot under one lock; the pot's quantity turns odd after it was recorded. */
  async function sold(): Promise<World> {
    const world = new World();
    placeTwo(world, POT);
    world.shop.handle('A-1');
    world.event('A-1');
    await world.run();
    world.shop.model.tellOrder('A-1', { quantities: { 1: 0.5 } });
    world.shop.pass(60_000);
    world.shop.invoice('A-1');
    return world;
  }
  const statuses = (world: World) =>
    [...world.store.tables.reservations.values()].map(({ known }) => [known.skuId, known.status]);

  test("is left as it is, said once by its SKU, and the order's other line goes on", async () => {
    const world = await sold();
    world.event('A-1');
    await world.run();
    world.event('A-1');
    await world.run();
    expect(statuses(world).sort()).toEqual([
      [SHIRT.skuId, 'removed'],
      [POT.skuId, 'acknowledged'],
    ]);
    const said = world.store.tables.log.filter((line) => line.said?.[0]?.id === 'order.line-parked');
    expect(said).toMatchObject([{ outcome: 'attention', orderId: 'A-1', skuId: POT.skuId }]);
    expect(world.told('holdfast.reservation.changed').filter((one) => one.skuId === POT.skuId)).toHaveLength(
      1,
    );
  });

  test('goes on where it was as soon as VTEX says a whole number', async () => {
    const world = await sold();
    world.event('A-1');
    await world.run();
    world.shop.model.tellOrder('A-1', {});
    await world.look('A-1');
    expect(Object.fromEntries(statuses(world))).toMatchObject({ [POT.skuId]: 'invoiced' });
    await world.run();
    expect(Object.fromEntries(statuses(world))).toMatchObject({ [POT.skuId]: 'removed' });
  });

  test('counts as open at the gate, although its order is invoiced', async () => {
    const world = await sold();
    const read = await world.services.vtex.getOrder(anId('A-1'));
    if (!read.ok) throw new Error('no order');
    const order = read.value;
    const listed = { lockId: anId('00-A-1'), ...POT, quantity: 1 };
    expect(orderFactsFor({ order, reservations: [] }, listed)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringMatching(/SKU 11/),
    });
    expect(orderFactsFor({ order, reservations: [] }, { ...listed, ...SHIRT, quantity: 2 }).kind).toBe(
      'invoiced',
    );
  });
});

describe('what the record holds open and VTEX does not list', () => {
  async function withMissing(happen: (world: World) => void): Promise<World> {
    const world = new World();
    world.shop.sell('A-1', 2);
    world.shop.place('B-2', 3);
    world.shop.approve('B-2');
    world.event('A-1', 'B-2');
    await world.run();
    world.shop.pass(60_000);
    happen(world);
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    return world;
  }

  test('canceled, and its event on the way: the order is read again, and the removal is not held up', async () => {
    const world = await withMissing(({ shop }) => shop.cancel('B-2'));
    expect(world.shop.total).toBe(98);
    expect(world.reservation('B-2').status).toBe('canceled');
    expect(world.statusesTold('B-2')).toEqual(['confirmed', 'canceled']);
  });

  test('placed since the list was read, while a missing order is looked at: it is not missed in that list', async () => {
    const world = new World();
    const { shop, services } = world;
    shop.sell('A-1', 2);
    shop.place('B-2', 3);
    world.event('A-1', 'B-2');
    await world.run();
    shop.pass(60_000);
    shop.cancel('B-2');
    shop.invoice('A-1');
    await world.look('A-1');
    const { getOrder } = services.vtex;
    services.vtex.getOrder = async (orderId) => {
      services.vtex.getOrder = getOrder;
      shop.place('C-3', 1);
      await world.look('C-3');
      return getOrder(orderId);
    };
    expect((await world.plan()).kind).toBe('done');
    expect(shop.calledTimes('getReservation')).toBe(1);
    expect(world.current).toMatchObject({ state: 'executed', gate: { attentions: [] } });
    expect(shop.total).toBe(98);
  });

  test('the list only lagged behind: it is looked at once more within a minute or so, by itself', async () => {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.sell('B-2', 3);
    for (const orderId of ['A-1', 'B-2']) await world.look(orderId);
    shop.invoice('A-1');
    await world.look('A-1');
    shop.pass(60_000);
    world.jobs.length = 0;
    const hidden = { lockId: lockOf('B-2') };
    shop.model.tellReservation(hidden, { rows: [], uncounted: true });
    await world.plan();
    expect(world.current?.gate.attentions).toMatchObject([{ reason: 'lost-reservation', orderId: 'B-2' }]);
    shop.model.tellReservation(hidden, {});
    const foundMs = shop.nowMs;
    await world.drain();
    expect(shop.total).toBe(98);
    expect(shop.nowMs - foundMs).toBeLessThan(70_000);
  });

  test('still open: nothing is sent before the list shows it', async () => {
    const world = new World();
    world.shop.sell('A-1', 2);
    world.shop.place('B-2', 3);
    world.event('A-1', 'B-2');
    await world.run();
    const hidden = { lockId: lockOf('B-2') };
    world.shop.model.tellReservation(hidden, { rows: [], uncounted: true });
    world.shop.invoice('A-1');
    await world.look('A-1');
    world.jobs.length = 0;
    expect((await world.plan()).kind).toBe('again');
    expect(world.current).toMatchObject({ gate: { kind: 'hold', reason: 'inconsistent-read' } });
    expect(world.shop.updates).toHaveLength(0);
    world.shop.model.tellReservation(hidden, {});
    await world.plan();
    expect(world.shop.total).toBe(98);
  });
});

describe('an unpaid reservation that VTEX lets go before its forecast', () => {
  async function settledBesideUnpaid(): Promise<World> {
    const world = new World();
    world.shop.sell('A-1', 2);
    world.shop.place('B-2', 3);
    world.event('A-1', 'B-2');
    await world.run();
    world.shop.pass(60_000);
    world.shop.invoice('A-1');
    world.event('A-1');
    return world;
  }

  test('its lock says so: expired, the ERP is told, and what is settled leaves', async () => {
    const world = await settledBesideUnpaid();
    world.shop.model.endReservation(lockOf('B-2'), 'Canceled_AuthorizationExpired');
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(world.reservation('B-2').status).toBe('expired');
    expect(world.statusesTold('B-2')).toEqual(['authorized', 'expired']);
  });

  test('VTEX holds it in another warehouse: looked after there, and no part of this position', async () => {
    const world = await settledBesideUnpaid();
    world.shop.model.moveReservation({ lockId: lockOf('B-2') }, 'north');
    await world.run();
    expect(world.shop.total).toBe(98);
    const held = [...world.store.tables.reservations.values()].map(({ known }) => known);
    expect(held.find((one) => one.warehouseId === 'north')).toMatchObject({
      status: 'authorized',
      quantity: 3,
    });
    expect(world.current?.gate.attentions ?? []).toEqual([]);
  });

  test('invoiced, and found in another warehouse: its units leave the total there', async () => {
    const world = new World();
    const { shop } = world;
    const north = { ...SHIRT, warehouseId: anId('north') };
    shop.model.stock({ ...north, quantity: 10 });
    shop.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    shop.model.moveReservation({ lockId: lockOf('A-1') }, 'north');
    shop.invoice('A-1');
    world.event('A-1');
    await world.drain();
    const balance = await shop.api.getBalance(north);
    expect(balance).toMatchObject({ value: { totalQuantity: 8, reservedQuantity: 0 } });
    expect(shop.total).toBe(100);
  });

  test('VTEX does not know it: it holds up nobody', async () => {
    const world = await settledBesideUnpaid();
    world.shop.discard('B-2');
    world.shop.model.tellReservation({ lockId: lockOf('B-2') }, { byId: 'not-found' });
    await world.run();
    expect(world.shop.total).toBe(98);
  });
});

test('an order placed and recorded while the list is read is not missed in it', async () => {
  const world = new World();
  world.shop.sell('A-1', 2);
  world.shop.invoice('A-1');
  await world.look('A-1');
  world.jobs.length = 0;
  const { vtex } = world.services;
  const { listReservations } = vtex;
  vtex.listReservations = async (...args) => {
    vtex.listReservations = listReservations;
    const page = await listReservations(...args);
    world.shop.place('B-2', 1);
    await world.look('B-2');
    return page;
  };
  await world.plan();
  expect(world.shop.calledTimes('listReservations')).toBe(2);
  expect(world.shop.total).toBe(98);
});

test('an order read for one position makes its other positions be planned too', async () => {
  const world = new World();
  placeTwo(world, { ...SHIRT, skuId: anId('20') });
  world.shop.handle('A-1');
  world.shop.pass(10_000);
  world.shop.invoice('A-1');
  await world.plan();
  expect(world.jobs).toContainEqual(
    expect.objectContaining({ kind: 'position', position: { skuId: '20', warehouseId: 'main' } }),
  );
});

test('a lock that leads to an order without that lock is not believed', async () => {
  const world = new World();
  const { model } = world.shop;
  const lockId = model.reserveAlone({ ...SHIRT, quantity: 1, lockId: '00-B-2' });
  model.confirmReservation(lockId);
  model.acknowledgeReservation(lockId);
  world.shop.pass(10_000);
  model.placeOrder({ orderId: 'B-2', lockId: 'another', lines: [{ ...SHIRT, quantity: 1 }] });
  model.advanceTo('B-2', 'invoiced');
  await world.plan();
  expect(world.shop.updates).toHaveLength(0);
  expect(world.current).toMatchObject({ gate: { attentions: [{ reason: 'unknown-order' }] } });
});

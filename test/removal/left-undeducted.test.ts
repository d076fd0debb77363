import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { dismissPlan } from '@holdfast/node/removal/dismiss-plan';
import { failure } from './vtex-model';
import { World } from './world';

const ANA = { who: 'ana', note: null };

/** An unpaid order runs out in VTEX, is paid late, sent and invoiced: no reservation is left to release. */
async function paidLate(): Promise<World> {
  const world = new World();
  const { model } = world;
  model.place('A-1', 2);
  world.event('A-1');
  await world.run();
  model.pass(20 * 86_400_000);
  model.reservationOf('A-1').state = 'expired';
  world.event('A-1');
  await world.run();
  expect(world.reservation('A-1').status).toBe('expired');
  model.reservations = [];
  model.invoice('A-1');
  world.event('A-1');
  await world.run();
  return world;
}

/** An edit in VTEX discards open A; its repair is proposed, and A is invoiced before anybody says yes. */
async function discarded(): Promise<World> {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 2);
  model.sell('B-2', 1);
  world.event('A-1', 'B-2');
  await world.run();
  model.pass(60_000);
  model.reservations = model.reservations.filter((one) => one.orderId !== 'A-1');
  model.invoice('B-2');
  world.event('B-2');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([{ reason: 'lost-reservation', lockIds: ['00-A-1'] }]);
  model.invoice('A-1');
  world.event('A-1');
  await world.run();
  return world;
}

async function approve(world: World): Promise<void> {
  await approvePlan(world.services, world.current?.planId ?? '', ANA);
  await world.run();
}

describe('expired, paid late and invoiced', () => {
  test('a person is told, and the repair takes its units out', async () => {
    const world = await paidLate();
    expect(world.reservation('A-1').status).toBe('invoiced');
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', propose: { quantity: 98 } }] },
    });
    await approve(world);
    expect(world.model.total).toBe(98);
    expect(world.model.available()).toBe(world.model.unpromised());
    expect(world.reservation('A-1')).toMatchObject({ status: 'removed', deductedQuantity: 2 });
    expect(world.statusesTold('A-1')).toEqual(['authorized', 'expired', 'invoiced', 'removed']);
    expect(world.store.tables.log.some((entry) => /not ours/.test(entry.message))).toBe(false);
    const sent = world.model.updates.length;
    await world.plan('sweep');
    await world.run();
    expect(world.model.updates).toHaveLength(sent);
  });

  test('dismissed: somebody else has seen to it', async () => {
    const world = await paidLate();
    await dismissPlan(world.services, world.current?.planId ?? '', ANA);
    await world.plan('sweep');
    await world.run();
    expect(world.model.total).toBe(100);
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.current?.gate.attentions ?? []).toEqual([]);
  });

  test.each([
    ['after it left: it is not in the count', 60_000, 98],
    ['before it left: it is in the count', -60_000, 96],
  ])('counted %s', async (_when, ms, total) => {
    const world = await paidLate();
    const { invoicedAt } = world.reservation('A-1');
    const invoicedAtMs = Date.parse(invoicedAt ?? '');
    await world.count(98, instantOfMs(invoicedAtMs + ms));
    await world.run();
    expect(world.model.total).toBe(total);
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('it does not stand in the way of what can be released', async () => {
    const world = await paidLate();
    world.model.sell('B-2', 3);
    world.model.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.model.total).toBe(97);
    await approve(world);
    expect(world.model.total).toBe(95);
    expect(world.model.available()).toBe(world.model.unpromised());
  });
});

test('listed as expired although invoiced: nobody took its units out, also when the list forgets it', async () => {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  const row = model.reservationOf('A-1');
  row.state = 'expired';
  model.listsEnded = true;
  model.invoice('A-1');
  world.event('A-1');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([{ propose: { quantity: 98 } }]);
  expect(world.reservation('A-1').lostAt).not.toBeNull();
  model.listsEnded = false;
  await world.plan('sweep');
  await approve(world);
  expect(model.total).toBe(98);
  expect(world.reservation('A-1').status).toBe('removed');
});

describe('discarded by an edit in VTEX, then invoiced', () => {
  test('the repair stays proposed and takes its units out', async () => {
    const world = await discarded();
    expect(world.reservation('A-1').status).toBe('invoiced');
    await approve(world);
    expect(world.model.total).toBe(97);
    expect(world.model.reserved()).toBe(0);
    expect(world.model.available()).toBe(world.model.unpromised());
    expect(world.reservation('A-1')).toMatchObject({ status: 'removed', deductedQuantity: 2 });
  });
});

test("released by somebody's update after its invoice: that update's business, as ever", async () => {
  const world = new World({ mode: 'recommend' });
  const { model } = world;
  model.sell('A-1', 2);
  model.invoice('A-1');
  world.event('A-1');
  await world.run();
  model.pass(60_000);
  model.apply({
    quantity: 90,
    dateUtcOnBalanceSystem: instantOfMs(model.nowMs),
    leadTime: model.leadTime,
  });
  await world.plan('sweep');
  await world.run();
  expect(world.reservation('A-1').status).toBe('removed');
  expect(world.current?.gate.attentions ?? []).toEqual([]);
});

describe('an unpaid reservation that ran out unseen and was then paid and sent', () => {
  /** VTEX's list shows only what it counts; Holdfast hears of the order again when it is invoiced. */
  async function unseen(): Promise<World> {
    const world = new World();
    const { model } = world;
    model.place('A-1', 2);
    world.event('A-1');
    await world.run();
    await world.plan('sweep');
    model.pass(60_000);
    model.reservationOf('A-1').state = 'expired';
    model.invoice('A-1');
    world.event('A-1');
    return world;
  }

  test('VTEX let it go, so nobody took its units out: a person is told', async () => {
    const world = await unseen();
    await world.run();
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', propose: { quantity: 98 } }] },
    });
    expect(world.model.calledTimes('getReservation')).toBe(1);
    await approve(world);
    expect(world.model.total).toBe(98);
    expect(world.reservation('A-1')).toMatchObject({ status: 'removed', deductedQuantity: 2 });
  });

  test('released by an update that was not ours, and lowered the total: that update answered for it', async () => {
    const world = await unseen();
    const { model } = world;
    model.reservationOf('A-1').state = 'confirmed';
    model.total = 98;
    const { listReservations } = model.api;
    model.api.listReservations = async (...args) => {
      const page = await listReservations(...args);
      return page.ok ? { ...page, value: { ...page.value, items: [], total: 0 } } : page;
    };
    const { getBalance } = model.api;
    model.api.getBalance = async (...args) => {
      const balance = await getBalance(...args);
      if (!balance.ok || balance.value === null) return balance;
      return { ...balance, value: { ...balance.value, reservedQuantity: 0 } };
    };
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.current?.gate.attentions ?? []).toEqual([]);
    await world.plan('sweep');
    expect(model.calledTimes('getReservation')).toBe(1);
  });

  test('VTEX does not say now: nothing is made of it before it does', async () => {
    const world = await unseen();
    const { model } = world;
    model.fault = (name, nth) =>
      name === 'getReservation' && nth === 1 ? { when: 'before', failure: failure('unavailable') } : null;
    await world.look('A-1');
    await world.plan();
    expect(world.reservation('A-1')).toMatchObject({ status: 'invoiced', lostAt: null });
    await world.plan('sweep');
    expect(world.reservation('A-1').lostAt).not.toBeNull();
  });
});

/** Somebody pushes a total, which lets A go; the next thing we hear is that A is invoiced. */
async function pushedOver(total: number, sweptBefore: boolean): Promise<World> {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  if (sweptBefore) await world.plan('sweep');
  model.pass(60_000);
  model.total = total;
  model.reservations = [];
  model.invoice('A-1');
  world.event('A-1');
  await world.run();
  return world;
}

describe('released by somebody else, and invoiced before we looked again', () => {
  test.each([
    ['the total stayed', 100, true],
    ['the total grew with goods that came in', 150, true],
    ['what the total was before is not known', 98, false],
  ])('%s: a person is asked', async (_case, total, sweptBefore) => {
    const world = await pushedOver(total, sweptBefore);
    expect(world.reservation('A-1')).toMatchObject({ status: 'invoiced', lostAt: expect.anything() });
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ reason: 'lost-reservation', propose: { quantity: total - 2 } }] },
    });
  });

  test('the total went down by its units: that update knew', async () => {
    const world = await pushedOver(98, true);
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.current?.gate.attentions ?? []).toEqual([]);
  });

  test('our own update lowered the total, not theirs', async () => {
    const world = new World();
    const { model } = world;
    for (const orderId of ['A-1', 'B-2']) model.sell(orderId, 2);
    model.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    expect(model.total).toBe(98);
    model.pass(60_000);
    model.reservations = [];
    model.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.current?.gate.attentions).toMatchObject([
      { lockIds: ['00-B-2'], propose: { quantity: 96 } },
    ]);
  });

  test('it was seen waiting for its release: that update came after the invoice', async () => {
    const world = new World({ mode: 'recommend' });
    const { model } = world;
    model.sell('A-1', 2);
    model.invoice('A-1');
    world.event('A-1');
    await world.run();
    model.pass(60_000);
    model.total = 148;
    model.reservations = [];
    await world.plan('sweep');
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('what went out covers those that were invoiced first', async () => {
    const world = new World();
    const { model } = world;
    for (const orderId of ['A-1', 'B-2']) model.sell(orderId, 2);
    world.event('A-1', 'B-2');
    await world.run();
    await world.plan('sweep');
    model.invoice('B-2');
    model.pass(60_000);
    model.total = 98;
    model.reservations = [];
    model.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    expect(world.reservation('B-2').status).toBe('removed');
    expect(world.current?.gate.attentions).toMatchObject([
      { lockIds: ['00-A-1'], propose: { quantity: 96 } },
    ]);
  });

  test('an order that was over when it was first seen is left alone', async () => {
    const world = new World();
    const { model } = world;
    model.sell('A-1', 2);
    model.invoice('A-1');
    model.reservations = [];
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
  });
});

/** The ERP pushes its on hand, which discards what is in handling. */
function push(world: World, total: number): void {
  world.model.total = total;
  world.model.reservations = world.model.reservations.filter((one) => one.acknowledgedAt === null);
}

/** Open A, seen by a plan, is discarded by a push, and named to a person. */
async function pushed(): Promise<World> {
  const world = new World();
  world.model.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  await world.plan('sweep');
  push(world, 100);
  await look(world);
  expect(world.current?.gate.attentions).toMatchObject([{ lockIds: ['00-A-1'], propose: { quantity: 98 } }]);
  return world;
}

async function look(world: World): Promise<void> {
  world.model.pass(60_000);
  await world.plan('sweep');
  await world.run();
}

describe('the ERP pushes again', () => {
  test('a repair that it undoes is asked for again', async () => {
    const world = await pushed();
    await approve(world);
    expect(world.model.total).toBe(98);
    push(world, 100);
    await look(world);
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ lockIds: ['00-A-1'] }] },
    });
    await approve(world);
    world.model.invoice('A-1');
    world.event('A-1');
    await world.run();
    expect(world.model.available()).toBe(world.model.unpromised());
  });

  test('a repair that it undid is not given back once more', async () => {
    const world = await pushed();
    await approve(world);
    push(world, 100);
    world.model.cancel('A-1');
    world.event('A-1');
    await world.run();
    expect(world.model.total).toBe(100);
  });

  test('its total has gone down by what was named since: that push knew', async () => {
    const world = await pushed();
    world.model.invoice('A-1');
    push(world, 98);
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.current?.gate.attentions).toEqual([]);
  });
});

test('invoiced and pushed seconds after we read the order: it is read again before a person is told', async () => {
  const world = new World();
  world.model.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  await world.plan('sweep');
  world.model.invoice('A-1');
  push(world, 98);
  await world.plan('sweep');
  expect(world.reservation('A-1').status).toBe('removed');
  expect(world.current?.gate.attentions ?? []).toEqual([]);
});

test('VTEX is silent on one: the total it had before is kept for the next look', async () => {
  const world = new World();
  const { model } = world;
  model.place('A-1', 2);
  world.event('A-1');
  await world.run();
  await world.plan('sweep');
  model.handle('A-1');
  model.invoice('A-1');
  push(world, 98);
  model.fault = (name, nth) =>
    name === 'getReservation' && nth === 1 ? { when: 'before', failure: failure('unavailable') } : null;
  await world.look('A-1');
  await world.plan();
  await look(world);
  expect(world.reservation('A-1').status).toBe('removed');
  expect(world.current?.gate.attentions ?? []).toEqual([]);
});

test('what did not go out first leaves nothing for what was invoiced after it', async () => {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 3);
  model.sell('B-2', 1);
  world.event('A-1', 'B-2');
  await world.run();
  await world.plan('sweep');
  push(world, 99);
  model.invoice('A-1');
  model.pass(1_000);
  model.invoice('B-2');
  world.event('A-1', 'B-2');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([{ lockIds: ['00-A-1', '00-B-2'] }]);
});

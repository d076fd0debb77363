import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import { dismissPlan } from '@holdfast/node/removal/dismiss-plan';
import { anId } from '../builders/an-id';
import { lockOf, SHIRT } from './shop';
import { World } from './world';

const ANA = { who: 'ana', note: null };

/** An unpaid order runs out in VTEX, is paid late, sent and invoiced: no reservation is left to release. */
async function paidLate(): Promise<World> {
  const world = new World();
  const { shop } = world;
  shop.place('A-1', 2);
  world.event('A-1');
  await world.run();
  shop.pass(20 * 86_400_000);
  world.event('A-1');
  await world.run();
  expect(world.reservation('A-1').status).toBe('expired');
  sendPaidLate(world);
  world.event('A-1');
  await world.run();
  return world;
}

/** Paid when VTEX holds no unit any more, and sent all the same. */
function sendPaidLate({ shop }: World): void {
  shop.model.pay('A-1');
  shop.model.invoice('A-1', { unchecked: true });
}

function expire({ shop }: World): void {
  shop.model.endReservation(lockOf('A-1'), 'Canceled_AuthorizationExpired');
}

/** An edit in VTEX discards open A; its repair is proposed, and A is invoiced before anybody says yes. */
async function discarded(): Promise<World> {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 2);
  shop.sell('B-2', 1);
  world.event('A-1', 'B-2');
  await world.run();
  shop.pass(60_000);
  shop.discard('A-1');
  shop.invoice('B-2');
  world.event('B-2');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([{ reason: 'lost-reservation', lockIds: ['00-A-1'] }]);
  shop.invoice('A-1');
  world.event('A-1');
  await world.run();
  return world;
}

async function approve(world: World): Promise<void> {
  await approvePlan(world.services, world.current?.planId ?? anId(''), ANA);
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
    expect(world.shop.total).toBe(98);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    expect(world.reservation('A-1')).toMatchObject({ status: 'removed', deductedQuantity: 2 });
    expect(world.statusesTold('A-1')).toEqual(['authorized', 'expired', 'invoiced', 'removed']);
    expect(world.store.tables.log.some((entry) => /not ours/.test(entry.message))).toBe(false);
    const sent = world.shop.updates.length;
    await world.plan('sweep');
    await world.run();
    expect(world.shop.updates).toHaveLength(sent);
  });

  test('dismissed: somebody else has seen to it', async () => {
    const world = await paidLate();
    await dismissPlan(world.services, world.current?.planId ?? anId(''), ANA);
    await world.plan('sweep');
    await world.run();
    expect(world.shop.total).toBe(100);
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
    expect(world.shop.total).toBe(total);
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('it does not stand in the way of what can be released', async () => {
    const world = await paidLate();
    world.shop.sell('B-2', 3);
    world.shop.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.shop.total).toBe(97);
    await approve(world);
    expect(world.shop.total).toBe(95);
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });
});

test('listed as expired although invoiced: nobody took its units out, also when the list forgets it', async () => {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  expire(world);
  shop.platform.listsEnded = true;
  shop.invoice('A-1');
  world.event('A-1');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([{ propose: { quantity: 98 } }]);
  expect(world.reservation('A-1').lostAt).not.toBeNull();
  shop.platform.listsEnded = false;
  await world.plan('sweep');
  await approve(world);
  expect(shop.total).toBe(98);
  expect(world.reservation('A-1').status).toBe('removed');
});

describe('discarded by an edit in VTEX, then invoiced', () => {
  test('the repair stays proposed and takes its units out', async () => {
    const world = await discarded();
    expect(world.reservation('A-1').status).toBe('invoiced');
    await approve(world);
    expect(world.shop.total).toBe(97);
    expect(world.shop.reserved()).toBe(0);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    expect(world.reservation('A-1')).toMatchObject({ status: 'removed', deductedQuantity: 2 });
  });
});

test("released by somebody's update after its invoice: that update's business, as ever", async () => {
  const world = new World({ mode: 'recommend' });
  const { shop } = world;
  shop.sell('A-1', 2);
  shop.invoice('A-1');
  world.event('A-1');
  await world.run();
  shop.pass(60_000);
  shop.push(90);
  await world.plan('sweep');
  await world.run();
  expect(world.reservation('A-1').status).toBe('removed');
  expect(world.current?.gate.attentions ?? []).toEqual([]);
});

describe('an unpaid reservation that ran out unseen and was then paid and sent', () => {
  /** VTEX's list shows only what it counts; Holdfast hears of the order again when it is invoiced. */
  async function placed(): Promise<World> {
    const world = new World();
    const { shop } = world;
    shop.place('A-1', 2);
    world.event('A-1');
    await world.run();
    await world.plan('sweep');
    shop.pass(60_000);
    return world;
  }

  async function unseen(): Promise<World> {
    const world = await placed();
    expire(world);
    sendPaidLate(world);
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
    expect(world.shop.calledTimes('getReservation')).toBe(1);
    await approve(world);
    expect(world.shop.total).toBe(98);
    expect(world.reservation('A-1')).toMatchObject({ status: 'removed', deductedQuantity: 2 });
  });

  test('released by an update that was not ours, and lowered the total: that update answered for it', async () => {
    const world = await placed();
    const { shop } = world;
    shop.handle('A-1');
    shop.invoice('A-1');
    world.event('A-1');
    shop.push(98);
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.current?.gate.attentions ?? []).toEqual([]);
    await world.plan('sweep');
    expect(shop.calledTimes('getReservation')).toBe(1);
  });

  test('VTEX does not say now: nothing is made of it before it does', async () => {
    const world = await unseen();
    const { shop } = world;
    shop.fail('getReservation', 'unavailable');
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
  const { shop } = world;
  shop.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  if (sweptBefore) await world.plan('sweep');
  shop.pass(60_000);
  shop.push(total);
  shop.invoice('A-1');
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
    const { shop } = world;
    for (const orderId of ['A-1', 'B-2']) shop.sell(orderId, 2);
    shop.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    expect(shop.total).toBe(98);
    shop.pass(60_000);
    shop.push(98);
    shop.invoice('B-2');
    world.event('B-2');
    await world.run();
    expect(world.current?.gate.attentions).toMatchObject([
      { lockIds: ['00-B-2'], propose: { quantity: 96 } },
    ]);
  });

  test('the stock was unlimited for a while: what VTEX shows for a total then has not gone out since', async () => {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 2);
    world.event('A-1');
    await world.run();
    await world.plan('sweep');
    const dateUtcOnBalanceSystem = instantOfMs(shop.nowMs - 3_600_000);
    const unlimited = { quantity: 0, unlimited: true, dateUtcOnBalanceSystem };
    shop.model.updateInventory(SHIRT.skuId, SHIRT.warehouseId, unlimited);
    await world.plan('sweep');
    shop.pass(60_000);
    shop.push(100);
    shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    expect(world.current?.gate.attentions).toMatchObject([
      { lockIds: ['00-A-1'], propose: { quantity: 98 } },
    ]);
  });

  test('it was seen waiting for its release: that update came after the invoice', async () => {
    const world = new World({ mode: 'recommend' });
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    shop.pass(60_000);
    shop.push(148);
    await world.plan('sweep');
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('what went out covers those that were invoiced first', async () => {
    const world = new World();
    const { shop } = world;
    for (const orderId of ['A-1', 'B-2']) shop.sell(orderId, 2);
    world.event('A-1', 'B-2');
    await world.run();
    await world.plan('sweep');
    shop.invoice('B-2');
    shop.pass(60_000);
    shop.push(98);
    shop.invoice('A-1');
    world.event('A-1', 'B-2');
    await world.run();
    expect(world.reservation('B-2').status).toBe('removed');
    expect(world.current?.gate.attentions).toMatchObject([
      { lockIds: ['00-A-1'], propose: { quantity: 96 } },
    ]);
  });

  test('an order that was over when it was first seen is left alone', async () => {
    const world = new World();
    const { shop } = world;
    shop.sell('A-1', 2);
    shop.invoice('A-1');
    shop.discard('A-1');
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
  });
});

/** Open A, seen by a plan, is discarded by a push, and named to a person. */
async function pushed(): Promise<World> {
  const world = new World();
  world.shop.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  await world.plan('sweep');
  world.shop.push(100);
  await look(world);
  expect(world.current?.gate.attentions).toMatchObject([{ lockIds: ['00-A-1'], propose: { quantity: 98 } }]);
  return world;
}

async function look(world: World): Promise<void> {
  world.shop.pass(60_000);
  await world.plan('sweep');
  await world.run();
}

describe('the ERP pushes again', () => {
  test('a repair that it undoes is asked for again', async () => {
    const world = await pushed();
    await approve(world);
    expect(world.shop.total).toBe(98);
    world.shop.push(100);
    await look(world);
    expect(world.current).toMatchObject({
      state: 'proposed',
      gate: { attentions: [{ lockIds: ['00-A-1'] }] },
    });
    await approve(world);
    world.shop.invoice('A-1');
    world.event('A-1');
    await world.run();
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });

  test('a repair that it undid is not given back once more', async () => {
    const world = await pushed();
    await approve(world);
    world.shop.push(100);
    world.shop.cancel('A-1');
    world.event('A-1');
    await world.run();
    expect(world.shop.total).toBe(100);
  });

  test('its total has gone down by what was named since: that push knew', async () => {
    const world = await pushed();
    world.shop.invoice('A-1');
    world.shop.push(98);
    world.event('A-1');
    await world.run();
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.current?.gate.attentions).toEqual([]);
  });
});

test('invoiced and pushed seconds after we read the order: it is read again before a person is told', async () => {
  const world = new World();
  world.shop.sell('A-1', 2);
  world.event('A-1');
  await world.run();
  await world.plan('sweep');
  world.shop.invoice('A-1');
  world.shop.push(98);
  await world.plan('sweep');
  expect(world.reservation('A-1').status).toBe('removed');
  expect(world.current?.gate.attentions ?? []).toEqual([]);
});

test('VTEX is silent on one: the total it had before is kept for the next look', async () => {
  const world = new World();
  const { shop } = world;
  shop.place('A-1', 2);
  world.event('A-1');
  await world.run();
  await world.plan('sweep');
  shop.handle('A-1');
  shop.invoice('A-1');
  world.shop.push(98);
  shop.fail('getReservation', 'unavailable');
  await world.look('A-1');
  await world.plan();
  await look(world);
  expect(world.reservation('A-1').status).toBe('removed');
  expect(world.current?.gate.attentions ?? []).toEqual([]);
});

test('what did not go out first leaves nothing for what was invoiced after it', async () => {
  const world = new World();
  const { shop } = world;
  shop.sell('A-1', 3);
  shop.sell('B-2', 1);
  world.event('A-1', 'B-2');
  await world.run();
  await world.plan('sweep');
  world.shop.push(99);
  shop.invoice('A-1');
  shop.pass(1_000);
  shop.invoice('B-2');
  world.event('A-1', 'B-2');
  await world.run();
  expect(world.current?.gate.attentions).toMatchObject([{ lockIds: ['00-A-1', '00-B-2'] }]);
});

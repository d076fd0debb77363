import { World } from './world';

function hotShirt(total = 100): World {
  const world = new World({}, total);
  const { shop } = world;
  shop.sell('A-1', 2);
  shop.sell('C-3', 3);
  shop.invoice('A-1');
  world.event('A-1', 'C-3');
  return world;
}

describe('bad days of VTEX', () => {
  test.each([
    ['500 though applied', 'error-after', 1],
    ['time-out with success behind it', 'hang-after', 1],
    ['500 and not applied', 'error-before', 2],
    ['423', 'locked', 2],
    ['429', 'rate-limited', 2],
  ] as const)('%s: read back first, and taken out once', async (_name, failed, sent) => {
    const world = hotShirt();
    world.shop.fail('putInventory', failed);
    await world.run();
    expect(world.shop.calledTimes('putInventory')).toBe(sent);
    expect(world.shop.total).toBe(98);
    expect(world.shop.available()).toBe(world.shop.unpromised());
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
    expect(world.current?.state).toBe('executed');
    const order = world.shop.calls.slice(world.shop.calls.indexOf('putInventory') + 1);
    expect(order[0]).toBe('getBalance');
  });

  test('a time-out with success behind it is settled in the same run', async () => {
    const world = hotShirt();
    world.shop.fail('putInventory', 'hang-after');
    for (const orderId of ['A-1', 'C-3']) await world.drainOne(orderId);
    expect(await world.plan()).toEqual({ kind: 'done' });
    expect(world.current?.state).toBe('executed');
  });

  test('423 comes back within seconds, 429 after a minute', async () => {
    for (const [kind, least, most] of [
      ['locked', 1_000, 10_000],
      ['rate-limited', 60_000, 60_000],
    ] as const) {
      const world = hotShirt();
      world.shop.fail('putInventory', kind);
      for (const orderId of ['A-1', 'C-3']) await world.drainOne(orderId);
      const outcome = await world.plan();
      expect(outcome.kind).toBe('again');
      const afterMs = outcome.kind === 'again' ? outcome.afterMs : 0;
      expect(afterMs).toBeGreaterThanOrEqual(least);
      expect(afterMs).toBeLessThanOrEqual(most);
    }
  });

  test('423, and somebody else sends the same in between: theirs is not taken for ours', async () => {
    const world = hotShirt();
    const { shop } = world;
    for (const orderId of ['A-1', 'C-3']) await world.drainOne(orderId);
    shop.fail('putInventory', 'locked');
    await world.plan();
    const waiting = world.current;
    if (waiting?.state !== 'executing' || waiting.intent === null) throw new Error('it does not wait');
    const { quantity, dateUtcOnBalanceSystem, leadTime } = waiting.intent.update;
    // Read back, and found not applied; then the position is read to plan it anew.
    shop.meanwhile('before', 'getBalance', () => shop.write(quantity, dateUtcOnBalanceSystem, leadTime), {
      skip: 1,
      times: 1,
    });
    shop.pass(5_000);
    await world.plan();
    expect((await world.store.plan(waiting.planId))?.state).toBe('superseded');
    await world.run();
    expect(shop.total).toBe(98);
    expect(shop.updates).toEqual([]);
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('403 on the update: parked with the missing resource, not executing for ever, and works once granted', async () => {
    const world = hotShirt();
    world.shop.fail('putInventory', 'forbidden');
    await world.drain();
    expect(world.parked).toEqual([expect.stringContaining('Logistics full access')]);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
    await world.plan('sweep');
    expect(world.shop.total).toBe(98);
  });

  test('200 and not applied: not believed, sent again', async () => {
    const world = hotShirt();
    world.shop.fail('putInventory', 'not-done');
    await world.run();
    expect(world.shop.calledTimes('putInventory')).toBe(2);
    expect(world.shop.total).toBe(98);
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
  });

  test('never applied: given up after some tries, for a person', async () => {
    const world = hotShirt();
    world.shop.fail('putInventory', 'not-done', {});
    await world.drain();
    expect(world.shop.calledTimes('putInventory')).toBe(8);
    expect(world.parked).toHaveLength(1);
    expect(world.reservation('A-1').status).toBe('invoiced');
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
  });

  test('no read-back possible: stays executing, nothing told, nothing sent again before it was read', async () => {
    const world = hotShirt();
    world.shop.fail('getBalance', 'unavailable', { skip: 1, times: 1 });
    for (const orderId of ['A-1', 'C-3']) await world.drainOne(orderId);
    const outcome = await world.plan();
    expect(outcome.kind).toBe('again');
    expect(world.current?.state).toBe('executing');
    expect(world.reservation('A-1').status).toBe('invoiced');
    await world.run();
    expect(world.shop.calledTimes('putInventory')).toBe(1);
    expect(world.current?.state).toBe('executed');
  });

  test('a list that moves while it is read is read again, and held when it goes on moving', async () => {
    const world = hotShirt();
    world.shop.platform.mostPerPage = 1;
    let sales = 0;
    world.shop.meanwhile('after', 'listReservations', () => world.shop.place(`S-${++sales}`), { times: 4 });
    await world.run();
    expect(world.shop.total).toBe(98);
    const restless = hotShirt(1_000);
    restless.shop.platform.mostPerPage = 1;
    let more = 0;
    restless.shop.meanwhile('after', 'listReservations', () => restless.shop.place(`S-${++more}`), {});
    for (const orderId of ['A-1', 'C-3']) await restless.drainOne(orderId);
    const outcome = await restless.plan();
    expect(outcome.kind).toBe('again');
    expect(restless.current).toMatchObject({
      state: 'held',
      gate: { kind: 'hold', reason: 'inconsistent-read' },
    });
    expect(restless.shop.updates).toHaveLength(0);
  });

  test('an order canceled during the read-back is not lost', async () => {
    const world = hotShirt();
    world.shop.platform.canceledStaysAcknowledged = false;
    world.shop.meanwhile('after', 'putInventory', () => world.shop.cancel('C-3'));
    await world.run();
    expect(world.store.tables.trust).toBe('unproven');
    expect(world.shop.updates).toHaveLength(1);
    expect(world.shop.total).toBe(98);
    expect(world.reservation('C-3').status).toBe('canceled');
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });

  test('VTEX takes the total and releases nothing: deducted once, and a person is told', async () => {
    const world = hotShirt();
    world.shop.platform.releasesNothing = true;
    await world.run();
    expect(world.shop.total).toBe(98);
    expect(world.reservation('A-1')).toMatchObject({ status: 'invoiced', deductedQuantity: 2 });
    expect(
      world.store.tables.log.some((entry) => entry.kind === 'update' && entry.outcome === 'attention'),
    ).toBe(true);
    const sent = world.shop.updates.length;
    await world.run();
    await world.plan('sweep');
    await world.plan('sweep');
    expect(world.shop.updates.length).toBeLessThanOrEqual(sent + 1);
    world.shop.platform.releasesNothing = false;
    world.shop.sell('D-4', 1);
    world.shop.invoice('C-3');
    world.shop.invoice('D-4');
    world.event('C-3', 'D-4');
    await world.run();
    expect(world.shop.total).toBe(94);
    expect(world.shop.reserved()).toBe(0);
    expect(world.shop.available()).toBe(world.shop.unpromised());
  });

  test('VTEX takes the total and releases late: it is seen to without another event', async () => {
    const world = hotShirt();
    const { shop } = world;
    shop.platform.releasesNothing = true;
    shop.meanwhile('after', 'putInventory', () => {
      shop.platform.releasesNothing = false;
    });
    await world.drain();
    expect(shop.total).toBe(98);
    expect(shop.isListed('A-1')).toBe(false);
    expect(world.reservation('A-1').status).toBe('removed');
  });

  test('somebody else updates between our update and the read-back: nothing is claimed, the next plan starts anew', async () => {
    const world = hotShirt();
    world.shop.meanwhile('after', 'putInventory', () => world.shop.setTotal(50));
    await world.run();
    expect(world.shop.updates).toHaveLength(1);
    expect(world.shop.total).toBe(50);
    expect(world.plans().some((plan) => plan.state !== 'executing' && plan.result?.kind === 'unclear')).toBe(
      true,
    );
    expect(world.reservation('A-1').status).toBe('removed');
  });
});

test('a list that moves for an hour is read back less and less often, and judged as soon as it stands still', async () => {
  const world = new World({}, 1_000);
  const { shop } = world;
  shop.sell('A-1', 2);
  shop.sell('B-2', 1);
  shop.invoice('A-1');
  for (const orderId of ['A-1', 'B-2']) await world.look(orderId);
  let sold = 0;
  shop.meanwhile('after', 'putInventory', () =>
    shop.meanwhile('before', 'listReservations', () => shop.place(`X-${++sold}`), {}),
  );
  const startMs = shop.nowMs;
  let reads = 0;
  while (shop.nowMs < startMs + 3_600_000) {
    const outcome = await world.plan('recovery');
    reads += 1;
    shop.pass(outcome.kind === 'again' ? outcome.afterMs : 60_000);
  }
  expect(world.current?.state).toBe('executing');
  expect(reads).toBeLessThan(70);
  shop.faults.clear();
  await world.plan('recovery');
  expect(world.reservation('A-1').status).toBe('removed');
});

import type { VtexFailure } from '@holdfast/node/clients/vtex/vtex-api';
import { failure } from './vtex-model';
import { World } from './world';

function hotShirt(): World {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 2);
  model.sell('C-3', 3);
  model.invoice('A-1');
  world.event('A-1', 'C-3');
  return world;
}

/** How the first sending of an update fails. */
function failFirstUpdate(
  world: World,
  when: 'before' | 'after',
  failed: VtexFailure,
  also?: () => void,
): void {
  world.model.fault = (name, nth) =>
    name === 'updateInventory' && nth === 1 ? { when, failure: failed, also } : null;
}

describe('bad days of VTEX', () => {
  test.each([
    ['500 though applied', 'after', failure('unavailable', { status: 500 }), 1],
    ['time-out with success behind it', 'after', failure('no-answer'), 1],
    ['500 and not applied', 'before', failure('unavailable', { status: 500 }), 2],
    ['423', 'before', failure('locked', { status: 423, maybeApplied: false }), 2],
    ['429', 'before', failure('rate-limited', { status: 429, maybeApplied: false }), 2],
  ] as const)('%s: read back first, and taken out once', async (_name, when, failed, sent) => {
    const world = hotShirt();
    failFirstUpdate(world, when, failed);
    await world.run();
    expect(world.model.calledTimes('updateInventory')).toBe(sent);
    expect(world.model.total).toBe(98);
    expect(world.model.available()).toBe(world.model.unpromised());
    expect(world.reservation('A-1').status).toBe('removed');
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
    expect(world.current?.state).toBe('executed');
    const order = world.model.calls.slice(world.model.calls.indexOf('updateInventory') + 1);
    expect(order[0]).toBe('getBalance');
  });

  test('a time-out with success behind it is settled in the same run', async () => {
    const world = hotShirt();
    failFirstUpdate(world, 'after', failure('no-answer'));
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
      failFirstUpdate(world, 'before', failure(kind, { maybeApplied: false }));
      for (const orderId of ['A-1', 'C-3']) await world.drainOne(orderId);
      const outcome = await world.plan();
      expect(outcome.kind).toBe('again');
      const afterMs = outcome.kind === 'again' ? outcome.afterMs : 0;
      expect(afterMs).toBeGreaterThanOrEqual(least);
      expect(afterMs).toBeLessThanOrEqual(most);
    }
  });

  test('403 on the update: parked with the missing resource, not executing for ever, and works once granted', async () => {
    const world = hotShirt();
    failFirstUpdate(world, 'before', failure('forbidden', { status: 403 }));
    await world.drain();
    expect(world.parked).toEqual([expect.stringContaining('Logistics full access')]);
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
    await world.plan('sweep');
    expect(world.model.total).toBe(98);
  });

  test('200 and not applied: not believed, sent again', async () => {
    const world = hotShirt();
    const { api } = world.model;
    let swallowed = 0;
    const apply = world.model.apply.bind(world.model);
    world.model.apply = (update) => (swallowed++ === 0 ? undefined : apply(update));
    await world.run();
    expect(api).toBeDefined();
    expect(world.model.calledTimes('updateInventory')).toBe(2);
    expect(world.model.total).toBe(98);
    expect(world.statusesTold('A-1')).toEqual(['invoiced', 'removed']);
  });

  test('never applied: given up after some tries, for a person', async () => {
    const world = hotShirt();
    world.model.apply = () => undefined;
    await world.drain();
    expect(world.model.calledTimes('updateInventory')).toBe(8);
    expect(world.parked).toHaveLength(1);
    expect(world.reservation('A-1').status).toBe('invoiced');
    expect(world.current).toMatchObject({ state: 'failed', result: { kind: 'not-applied' } });
  });

  test('no read-back possible: stays executing, nothing told, nothing sent again before it was read', async () => {
    const world = hotShirt();
    world.model.fault = (name, nth) =>
      name === 'getBalance' && nth === 2 ? { when: 'before', failure: failure('unavailable') } : null;
    for (const orderId of ['A-1', 'C-3']) await world.drainOne(orderId);
    const outcome = await world.plan();
    expect(outcome.kind).toBe('again');
    expect(world.current?.state).toBe('executing');
    expect(world.reservation('A-1').status).toBe('invoiced');
    await world.run();
    expect(world.model.calledTimes('updateInventory')).toBe(1);
    expect(world.current?.state).toBe('executed');
  });

  test('a list that moves while it is read is read again, and held when it goes on moving', async () => {
    const world = hotShirt();
    world.model.pageSize = 1;
    let sales = 0;
    world.model.fault = (name) =>
      name === 'listReservations' && sales < 4
        ? { when: 'after', failure: null, also: () => world.model.place(`S-${++sales}`) }
        : null;
    await world.run();
    expect(world.model.total).toBe(98);
    const restless = hotShirt();
    restless.model.pageSize = 1;
    let more = 0;
    restless.model.fault = (name) =>
      name === 'listReservations'
        ? { when: 'after', failure: null, also: () => restless.model.place(`S-${++more}`) }
        : null;
    for (const orderId of ['A-1', 'C-3']) await restless.drainOne(orderId);
    const outcome = await restless.plan();
    expect(outcome.kind).toBe('again');
    expect(restless.current).toMatchObject({
      state: 'held',
      gate: { kind: 'hold', reason: 'inconsistent-read' },
    });
    expect(restless.model.updates).toHaveLength(0);
  });

  test('an order canceled during the read-back is not lost', async () => {
    const world = hotShirt();
    world.model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 1
        ? {
            when: 'after',
            failure: null,
            also: () => {
              world.model.cancel('C-3');
              world.model.reservationOf('C-3').state = 'canceled';
            },
          }
        : null;
    await world.run();
    expect(world.store.tables.trust).toBe('unproven');
    expect(world.model.updates).toHaveLength(1);
    expect(world.model.total).toBe(98);
    expect(world.reservation('C-3').status).toBe('canceled');
    expect(world.model.available()).toBe(world.model.unpromised());
  });

  test('VTEX takes the total and releases nothing: deducted once, and a person is told', async () => {
    const world = hotShirt();
    world.model.releasesNothing = true;
    await world.run();
    expect(world.model.total).toBe(98);
    expect(world.reservation('A-1')).toMatchObject({ status: 'invoiced', deductedQuantity: 2 });
    expect(
      world.store.tables.log.some((entry) => entry.kind === 'update' && entry.outcome === 'attention'),
    ).toBe(true);
    const sent = world.model.updates.length;
    await world.run();
    await world.plan('sweep');
    await world.plan('sweep');
    expect(world.model.updates.length).toBeLessThanOrEqual(sent + 1);
    world.model.releasesNothing = false;
    world.model.sell('D-4', 1);
    world.model.invoice('C-3');
    world.model.invoice('D-4');
    world.event('C-3', 'D-4');
    await world.run();
    expect(world.model.total).toBe(94);
    expect(world.model.reserved()).toBe(0);
    expect(world.model.available()).toBe(world.model.unpromised());
  });

  test('somebody else updates between our update and the read-back: nothing is claimed, the next plan starts anew', async () => {
    const world = hotShirt();
    world.model.fault = (name, nth) =>
      name === 'updateInventory' && nth === 1
        ? {
            when: 'after',
            failure: null,
            also: () => {
              world.model.total = 50;
            },
          }
        : null;
    await world.run();
    expect(world.model.updates).toHaveLength(1);
    expect(world.model.total).toBe(50);
    expect(world.plans().some((plan) => plan.state !== 'executing' && plan.result?.kind === 'unclear')).toBe(
      true,
    );
    expect(world.reservation('A-1').status).toBe('removed');
  });
});

test('a list that moves for an hour is read back less and less often, and judged as soon as it stands still', async () => {
  const world = new World();
  const { model } = world;
  model.sell('A-1', 2);
  model.sell('B-2', 1);
  model.invoice('A-1');
  for (const orderId of ['A-1', 'B-2']) await world.look(orderId);
  let sold = 0;
  model.fault = (name) =>
    name === 'listReservations' && model.updates.length > 0
      ? { when: 'before', failure: null, also: () => model.place(`X-${++sold}`, 1) }
      : null;
  const startMs = model.nowMs;
  let reads = 0;
  while (model.nowMs < startMs + 3_600_000) {
    const outcome = await world.plan('recovery');
    reads += 1;
    model.pass(outcome.kind === 'again' ? outcome.afterMs : 60_000);
  }
  expect(world.current?.state).toBe('executing');
  expect(reads).toBeLessThan(70);
  model.fault = () => null;
  await world.plan('recovery');
  expect(world.reservation('A-1').status).toBe('removed');
});

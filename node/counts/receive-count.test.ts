import { SHIRT } from '../../test/removal/shop';
import { World } from '../../test/removal/world';
import { instantOfMs } from '../core/instant';
import { receiveCount } from './receive-count';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The ERP counted so long ago; at the front door counts of more than 30 days are refused. */
function send(world: World, onHand: number, agoMs: number, reference: string) {
  const countedAt = instantOfMs(world.shop.nowMs - agoMs);
  const services = { ...world.services, countMaxAgeDays: 30 };
  return receiveCount(services, SHIRT, { onHand, countedAt, reference });
}

function refused(status: 400 | 409, error: RegExp) {
  return { status, content: { error: expect.stringMatching(error) } };
}

const positionJobs = (world: World) => world.jobs.filter(({ kind }) => kind === 'position');

describe('when it was counted', () => {
  test.each([
    ['a little ahead of our clock', -5_000, 202],
    ['in the future', -5_001, 400],
    ['as long ago as a count may be', 30 * DAY_MS, 202],
    ['longer ago', 30 * DAY_MS + 1, 400],
  ])('%s', async (_when, agoMs, status) => {
    const world = new World();
    expect((await send(world, 90, agoMs, 'count-1')).status).toBe(status);
    expect(world.store.tables.counts).toHaveLength(status === 202 ? 1 : 0);
  });

  test('the answer says what to do', async () => {
    const world = new World();
    expect(await send(world, 90, -MINUTE_MS, 'count-1')).toEqual(refused(400, /in the future/));
    expect(await send(world, 90, 31 * DAY_MS, 'count-2')).toEqual(refused(400, /30 days.*count again/));
  });

  test('one that was taken before keeps its answer when it has grown too old', async () => {
    const world = new World();
    const first = await send(world, 90, 0, 'count-1');
    world.shop.pass(31 * DAY_MS);
    expect(await send(world, 90, 31 * DAY_MS, 'count-1')).toEqual(first);
  });
});

describe('beside other counts', () => {
  test('older than the one that was set: refused, and the total stays', async () => {
    const world = new World();
    await send(world, 90, 0, 'newer');
    await world.run();
    expect(world.shop.total).toBe(90);
    expect(await send(world, 70, MINUTE_MS, 'older')).toEqual(refused(409, /set by a newer count: newer/));
    await world.run();
    expect(world.shop.total).toBe(90);
  });

  test('older than one that waits: the answer names the plan that will be made', async () => {
    const world = new World({ mode: 'recommend' });
    const newer = await send(world, 90, 0, 'newer');
    await world.run();
    expect(await send(world, 70, MINUTE_MS, 'older')).toEqual(newer);
    await world.run();
    expect(world.current).toMatchObject({ countReference: 'newer', gate: { update: { quantity: 90 } } });
  });

  test('newer than one that waits: a plan of its own', async () => {
    const world = new World({ mode: 'recommend' });
    const older = await send(world, 70, MINUTE_MS, 'older');
    await world.run();
    expect(await send(world, 90, 0, 'newer')).not.toEqual(older);
    await world.run();
    expect(world.current).toMatchObject({ countReference: 'newer', gate: { update: { quantity: 90 } } });
  });
});

describe('sent once more', () => {
  test('with other numbers: refused, with what was recorded, and nothing is planned for it', async () => {
    const world = new World();
    const first = await send(world, 90, 0, 'count-1');
    await world.run();
    const countedAt = world.store.tables.counts[0]?.countedAt;
    const { planId } = first.content as { planId: string };
    const recorded = { onHand: 90, countedAt, planId };
    const other = await send(world, 91, 0, 'count-1');
    expect(other).toEqual({
      status: 409,
      content: {
        error: expect.stringMatching(/^count-1 was recorded with onHand 90, counted at /),
        recorded,
      },
    });
    world.shop.pass(MINUTE_MS);
    expect(await send(world, 90, 0, 'count-1')).toMatchObject({ status: 409, content: { recorded } });
    expect(positionJobs(world)).toEqual([]);
    expect(world.shop.total).toBe(90);
  });

  test('at once with another, which came first: one of the two is told so', async () => {
    const world = new World();
    const both = await Promise.all([send(world, 90, 0, 'count-1'), send(world, 91, 0, 'count-1')]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
  });

  test('after the process died before its plan was asked for: it is asked for now', async () => {
    const world = new World();
    world.crashAt = ({ name }) => (name === 'recordCount' ? 'after' : null);
    await expect(send(world, 90, 0, 'count-1')).rejects.toThrow('after recordCount');
    world.crashAt = () => null;
    expect((await send(world, 90, 0, 'count-1')).status).toBe(202);
    await world.run();
    expect(world.shop.total).toBe(90);
  });

  test('after its plan was made: the same answer, and nothing is planned for it', async () => {
    const world = new World();
    const countedMs = world.shop.nowMs;
    const first = await send(world, 90, 0, 'count-1');
    await world.run();
    world.shop.pass(MINUTE_MS);
    expect(await send(world, 90, world.shop.nowMs - countedMs, 'count-1')).toEqual(first);
    expect(positionJobs(world)).toEqual([]);
  });
});

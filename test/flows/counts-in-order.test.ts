import { endAll } from './at-end';
import { INBOUND_TOKEN } from './environment';
import { type Flow, startFlow } from './flow';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { cup: 40, tea: 40, oat: 40 } });
});
afterAll(endAll);

const NOON = Date.now() - 3_600_000;
const minutes = (after: number) => new Date(NOON + after * 60_000).toISOString();

async function put(skuId: string, onHand: number, countedAt: string, reference: string) {
  const answer = await fetch(`${flow.holdfast.url}/_v/holdfast/erp/stock/${skuId}/main`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${INBOUND_TOKEN}` },
    body: JSON.stringify({ onHand, countedAt, reference }),
  });
  return { status: answer.status, ...((await answer.json()) as { planId?: string; error?: string }) };
}

const totalOf = (skuId: string) =>
  flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.total;
const stateOf = (planId = '') =>
  flow.holdfast.admin.plan(planId).then(
    (plan) => plan.state,
    () => null,
  );

test('a count older than the one applied last is refused, with the reason', async () => {
  const applied = await put('cup', 35, minutes(10), 'cup-10');
  await until('it is set', async () => (await stateOf(applied.planId)) === 'executed');
  const older = await put('cup', 50, minutes(9), 'cup-9');
  expect(older).toMatchObject({ status: 409, error: expect.stringMatching(/cup-10.*counted/) });
  expect(await put('cup', 50, minutes(9), 'cup-9')).toEqual(older);
  expect(totalOf('cup')).toBe(35);
  // One that finds nothing to change is applied, too.
  const same = await put('cup', 35, minutes(20), 'cup-20');
  await until('it is answered for', async () => (await stateOf(same.planId)) !== null);
  expect(await put('cup', 50, minutes(15), 'cup-15')).toMatchObject({ status: 409 });
  const newer = await put('cup', 36, minutes(21), 'cup-21');
  await until('a newer one is set', () => totalOf('cup') === 36);
  // What was taken stays taken: the same answer, however old it is by now, and nothing happens.
  expect(await put('cup', 35, minutes(10), 'cup-10')).toEqual({ status: 202, planId: applied.planId });
  expect(await put('cup', 36, minutes(21), 'cup-21')).toEqual({ status: 202, planId: newer.planId });
  expect(await put('cup', 99, minutes(21), 'cup-21')).toMatchObject({
    status: 409,
    recorded: { onHand: 36 },
  });
  expect(totalOf('cup')).toBe(36);
});

test('of two that wait for a person the newer wins, whichever came first', async () => {
  await flow.restart({ HOLDFAST_MODE: 'recommend' });
  const newer = await put('tea', 30, minutes(20), 'tea-20');
  await until('it waits', async () => (await stateOf(newer.planId)) === 'proposed');
  const older = await put('tea', 50, minutes(10), 'tea-10');
  expect(older).toEqual({ status: 202, planId: newer.planId });
  expect(await put('tea', 50, minutes(10), 'tea-10')).toEqual(older);
  await flow.holdfast.clockDoes('sweep');
  const newest = await put('tea', 31, minutes(30), 'tea-30');
  await until('the newest stands in its place', async () => (await stateOf(newest.planId)) === 'proposed');
  expect(await stateOf(newer.planId)).toBe('superseded');
  await flow.holdfast.admin.post(`/recommendations/${newest.planId}/approve`, {});
  await until('it is set', async () => (await stateOf(newest.planId)) === 'executed');
  expect(totalOf('tea')).toBe(31);
  expect(await put('tea', 50, minutes(25), 'tea-25')).toMatchObject({ status: 409 });
});

test('a count that a person said no to does not stand in the way of an older one', async () => {
  const first = await put('oat', 30, minutes(20), 'oat-20');
  await until('it waits', async () => (await stateOf(first.planId)) === 'proposed');
  await flow.holdfast.admin.post(`/recommendations/${first.planId}/dismiss`, { reason: 'a wrong shelf' });
  const other = await put('oat', 38, minutes(15), 'oat-15');
  await until('the other waits', async () => (await stateOf(other.planId)) === 'proposed');
});

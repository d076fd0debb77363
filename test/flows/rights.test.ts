import { endAll } from './at-end';
import { type Flow, nothingDeductedTwice, startFlow } from './flow';
import { until } from './until';

const LACKED = 'Logistics full access';
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({
    stock: { mug: 20 },
    asViewer: true,
  });
});
afterAll(endAll);

const problem = async () =>
  (await flow.holdfast.admin.overview()).problems.find(({ missingResource }) => missingResource === LACKED);
const readiness = async () => {
  const answer = await fetch(`${flow.holdfast.url}/readyz`);
  return { status: answer.status, body: (await answer.json()) as { status: string; attention?: string[] } };
};

test('a key that may only look is named before anything is sent; nothing is written to find it out', async () => {
  expect(await problem()).toMatchObject({
    area: 'vtex',
    since: expect.any(String),
    message: expect.stringMatching(/may not change stock.*"Logistics full access"/),
  });
  const { problems, execute } = await flow.holdfast.admin.overview();
  expect(problems).toHaveLength(1);
  expect(execute.isSafe).toBe(false);
  expect(execute.items.find(({ check }) => check === 'rights')).toMatchObject({
    state: 'not-met',
    message: expect.stringContaining(LACKED),
  });
  expect(await flow.holdfast.admin.logs('kind=listener')).toContainEqual(
    expect.objectContaining({ outcome: 'attention', message: expect.stringContaining(LACKED) }),
  );
  expect(await readiness()).toMatchObject({
    status: 200,
    body: { status: 'ready', attention: [expect.stringContaining(LACKED)] },
  });
  const { putInventory, patchInventory, acknowledgeReservation } = flow.sandbox.store.counters.calls();
  expect([putInventory, patchInventory]).toEqual([0, 0]);
  expect(acknowledgeReservation).toBeGreaterThan(0);
});

test('once the key has what it lacks, the problem is gone and work goes on', async () => {
  flow.sandbox.store.viewer.resources?.push('LogisticsAdmin');
  await flow.holdfast.clockDoes('redispatch');
  await until('the overview is clean', async () => (await problem()) === undefined);
  expect((await readiness()).body).toEqual({ status: 'ready' });
  await flow.untilRemoved([flow.sell('mug', 2, 'invoiced')]);
  const { items, wayBack } = (await flow.holdfast.admin.overview()).execute;
  expect(items.find(({ check }) => check === 'rights')).toMatchObject({ state: 'met' });
  // The history is counted anew every ten seconds.
  await until('the update is counted', async () =>
    (await flow.holdfast.admin.overview()).execute.items.some(({ message }) =>
      message.startsWith('1 update was sent and proven'),
    ),
  );
  expect(wayBack.message).toMatch(/recommend/);
  nothingDeductedTwice(flow.sandbox);
  expect((await flow.holdfast.admin.overview()).problems).toEqual([]);
});

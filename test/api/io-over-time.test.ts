import type { Series } from '@holdfast/node/api/schemas/series';
import type { LogEntry } from '@holdfast/node/store/sync-log';
import { anId } from '../builders/an-id';
import { conclusion, intent, NO_EFFECTS, plan, removal, START_MS } from '../store-contract/examples';
import { type IoApiServer, openIoApiServer } from './io-api-server';

const MINUTE = 60_000;
let io: IoApiServer;

beforeEach(async () => {
  io = await openIoApiServer(START_MS + 40_000);
});
afterEach(() => io.close());

/** At that many minutes before the start of the last bucket. */
async function at(minutesAgo: number, happens: () => Promise<unknown>): Promise<void> {
  const nowMs = io.clock.ms;
  io.clock.ms = START_MS - minutesAgo * MINUTE;
  await happens();
  io.clock.ms = nowMs;
}
const line = (kind: LogEntry['kind'], outcome: LogEntry['outcome']) => () =>
  io.store.appendLog([{ kind, outcome, message: 'm' }]);

const read = async (hours = 1): Promise<Series> => {
  const { status, body } = await io.call('GET', `/_v/holdfast/api/overview/series?hours=${hours}`);
  expect(status).toBe(200);
  return body as Series;
};
const iso = (minutesAgo: number) => new Date(START_MS - minutesAgo * MINUTE).toISOString();
const zeros = { events: 0, removals: 0, units: 0, errors: 0 };
const told = async () =>
  (await read()).points.filter(
    ({ at: _at, ...numbers }) => JSON.stringify(numbers) !== JSON.stringify(zeros),
  );
const searches = () => io.masterData.calls.filter((call) => call.includes('/search')).length;

function remove(planId: string, removedQuantity: number) {
  return async () => {
    await io.store.recordPlan(plan(planId, { gate: removal(), state: 'approved' }), NO_EFFECTS);
    await io.store.beginRemoval(anId(planId), intent());
    const result = { kind: 'proven' as const, totalQuantity: 8, reservedQuantity: 2, removedQuantity };
    await io.store.concludeRemoval(anId(planId), () => conclusion({ state: 'executed', result }));
  };
}

test('each thing is counted into its bucket, and empty ones are zeros', async () => {
  await at(61, line('notification', 'ok'));
  await at(30, line('notification', 'ok'));
  await at(29, line('notification', 'nothing'));
  await at(28.01, line('notification', 'ok'));
  await at(28, line('order', 'failed'));
  await at(28, line('delivery', 'retry'));
  await at(26, remove('p1', 3));
  await at(25, remove('p2', 2));
  await at(0, line('delivery', 'parked'));
  const { bucketSeconds, points } = await read();
  expect([bucketSeconds, points.length, points[0]?.at]).toEqual([120, 30, iso(58)]);
  expect(await told()).toEqual([
    { at: iso(30), ...zeros, events: 3 },
    { at: iso(28), ...zeros, errors: 1 },
    { at: iso(26), ...zeros, removals: 2, units: 5 },
    { at: iso(0), ...zeros, errors: 1 },
  ]);
});

test('a line of another workspace is not counted', async () => {
  await at(28, line('notification', 'ok'));
  for (const document of io.masterData.documents.get('holdfast_log')?.values() ?? [])
    document.scope = 'kother';
  expect(await told()).toEqual([]);
});

test('what a finished bucket held is remembered, and a poll soon after asks nothing', async () => {
  await at(30, line('notification', 'ok'));
  await at(20, line('order', 'failed'));
  await read();
  expect(searches()).toBeLessThanOrEqual(98 + 1);
  const first = searches();
  await read();
  expect(searches()).toBe(first);
  io.clock.ms += MINUTE;
  await line('notification', 'ok')();
  expect((await told()).map(({ events, errors }) => [events, errors])).toEqual([
    [1, 0],
    [0, 1],
    [1, 0],
  ]);
  expect(searches() - first).toBeLessThanOrEqual(14 + 1);
});

test('what the index shows late is counted in when its bucket has not long ended', async () => {
  io.masterData.isLate = true;
  await at(8, line('notification', 'ok'));
  expect(await told()).toEqual([]);
  io.masterData.index();
  io.clock.ms += MINUTE;
  expect(await told()).toEqual([{ at: iso(8), ...zeros, events: 1 }]);
});

test('a quiet week costs three searches', async () => {
  await read(168);
  expect(searches()).toBe(3);
});

test('while Master Data is away it says so, and counts again when it is back', async () => {
  io.masterData.fault = { status: 500 };
  const { status } = await io.call('GET', '/_v/holdfast/api/overview/series?hours=24');
  expect(status).toBe(503);
  io.masterData.fault = null;
  io.clock.ms += 2 * MINUTE;
  await read(24);
});

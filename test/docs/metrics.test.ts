import { WATCHED_NAMES } from '@holdfast/server/metrics/watched-gauges';
import { atEnd, endAll } from '../flows/at-end';
import { databaseGate } from '../flows/database-gate';
import { type Flow, startFlow } from '../flows/flow';
import { startHoldfast } from '../flows/holdfast';
import { until } from '../flows/until';
import { pageText } from './code-blocks';

interface Series {
  name: string;
  labels: Record<string, string>;
  value: number;
}

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ stock: { mug: 50 }, swept: true });
});
afterAll(endAll);

async function metricsOf(url: string): Promise<Series[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(/^(holdfast_\w+)(?:\{(.*)\})? (\S+)$/gm)].map(
    ([, name = '', labels = '', value]) => ({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]),
      ),
      value: Number(value),
    }),
  );
}
const metrics = () => metricsOf(flow.holdfast.url);
/** The section that says what to watch: names of its table's first column. */
function namesToWatch(): string[] {
  const section = pageText('operations.md').split('## What to watch\n')[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `(holdfast_\w+)/gm)].map(([, name = '']) => name);
}
const gauge = async (name: string, labels: Record<string, string> = {}) =>
  (await metrics()).find(
    (one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text),
  )?.value;

test('every gauge that the page says to watch is in /metrics, labelled by account, and none is left out', async () => {
  await flow.untilRemoved([flow.sell('mug', 2, 'invoiced')]);
  const named = namesToWatch();
  expect(named.length).toBeGreaterThan(15);
  const { accountName } = flow.sandbox.store;
  const missing = async () => {
    const present = new Set(
      (await metrics()).flatMap(({ name, labels }) => (labels.account === accountName ? [name] : [])),
    );
    return named.filter((name) => !present.has(name));
  };
  expect(await missing()).toEqual([]);
  expect([...named].sort()).toEqual([...WATCHED_NAMES].sort());
});

test('the numbers are those of the moment', async () => {
  expect(await gauge('holdfast_hook_state', { state: 'registered' })).toBe(1);
  expect(await gauge('holdfast_hook_state', { state: 'failed' })).toBe(0);
  expect(await gauge('holdfast_may_change_stock', { state: 'granted' })).toBe(1);
  expect(await gauge('holdfast_parked')).toBe(0);
  expect(await gauge('holdfast_feed_age_seconds')).toBeLessThan(3_600);
  flow.sandbox.erp.faults.set({ kind: 'rejects' }, 1);
  flow.sell('mug', 1);
  await until('a parked message is counted', async () => (await gauge('holdfast_parked')) === 1);
});

test("units that somebody else's update lost are counted until they are repaired", async () => {
  const { model } = flow.sandbox.store;
  expect(await gauge('holdfast_lost_units')).toBe(0);
  const orderId = flow.sell('mug', 3);
  await until('on record', async () =>
    (await flow.holdfast.admin.order(orderId))?.reservations.every(({ status }) => status === 'acknowledged'),
  );
  model.updateInventory('mug', 'main', {
    quantity: 48,
    unlimited: false,
    dateUtcOnBalanceSystem: new Date(Date.now() + 60_000).toISOString(),
  });
  await flow.ageRecord();
  await flow.holdfast.clockDoes('sweep');
  await until('counted', async () => ((await gauge('holdfast_lost_units')) ?? 0) >= 3);
  expect(await gauge('holdfast_waiting_for_person')).toBeGreaterThan(0);
});

test('without a database: the answer comes, and says so', async () => {
  const gate = await databaseGate(flow.databaseUrl);
  atEnd(() => gate.close());
  const { url } = await startHoldfast(flow.sandbox, gate.url);
  gate.shut();
  await until('it says so', async () =>
    (await metricsOf(url)).some(({ name, value }) => name === 'holdfast_database_up' && value === 0),
  );
  const present = new Set((await metricsOf(url)).map(({ name }) => name));
  expect(WATCHED_NAMES.filter((name) => present.has(name))).toEqual(['holdfast_database_up']);
  expect(present).toContain('holdfast_resident_memory_bytes');
  gate.open();
});

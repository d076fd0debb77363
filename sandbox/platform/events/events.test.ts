import { manualTime } from '../../manual-time';
import { seededRandom } from '../../random';
import { platformFixture } from '../platform-fixture';
import type { AppAnswer, AppCaller } from '../router/app-caller';
import { serviceJson } from '../router/service-json';
import { DEFAULT_EVENT_SWITCHES, type EventSwitches, newEventBus } from './event-bus';

const service = serviceJson.parse({ events: { one: { sender: 'v.a', topics: ['x'] } } });
const answered = (status: number): AppAnswer => ({
  status,
  headers: {},
  text: '',
  json: undefined,
  replica: null,
});

function world(set: Partial<EventSwitches> = {}, statuses: number[] = []) {
  const time = manualTime(0);
  const got: { handlerId: string; body: unknown; atMs: number }[] = [];
  const event: AppCaller['event'] = async (handlerId, _about, body) => {
    got.push({ handlerId, body, atMs: time.now() });
    return answered(statuses.shift() ?? 204);
  };
  const caller = { event } as AppCaller;
  const switches = { ...DEFAULT_EVENT_SWITCHES, ...set };
  const bus = newEventBus({ service, caller, switches, time, random: seededRandom(4) });
  const publish = (body: unknown) => bus.publish({ sender: 'v.a@0.1.0', key: 'x', body });
  const settle = async (ms: number) => {
    for (let step = 0; step < ms; step += 10) {
      time.advance(10);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  };
  return { bus, got, publish, settle };
}

it('delivers later, never before publish is over', async () => {
  const { bus, got, publish, settle } = world({ delayMs: 30 });
  publish(1);
  expect([got.length, bus.waiting()]).toEqual([0, 1]);
  await settle(40);
  expect(got).toEqual([{ handlerId: 'one', body: 1, atMs: 30 }]);
  expect([bus.waiting(), bus.counts.delivered]).toEqual([0, 1]);
});

it('loses, doubles and mixes up as told', async () => {
  const lossy = world({ lostShare: 0.5 });
  const doubling = world({ duplicateShare: 0.5 });
  const mixing = world({ spreadMs: 500 });
  for (let n = 0; n < 40; n += 1) for (const one of [lossy, doubling, mixing]) one.publish(n);
  for (const one of [lossy, doubling, mixing]) await one.settle(600);
  expect(lossy.got.length + lossy.bus.counts.lost).toBe(40);
  expect(lossy.bus.counts.lost).toBeGreaterThan(10);
  expect(doubling.got.length).toBeGreaterThan(50);
  const order = mixing.got.map(({ body }) => body as number);
  expect(order).not.toEqual([...order].sort((a, b) => a - b));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
});

it('tries again only when told to', async () => {
  const once = world({}, [500]);
  once.publish(1);
  await once.settle(500);
  expect([once.got.length, once.bus.counts.failed, once.bus.counts.statuses]).toEqual([1, 1, { 500: 1 }]);
  const thrice = world({ retries: 2 }, [500, 0, 204]);
  thrice.publish(1);
  await thrice.settle(500);
  expect([thrice.got.length, thrice.bus.counts.delivered, thrice.bus.counts.failed]).toEqual([3, 1, 2]);
});

it('delivers nothing more once stopped', async () => {
  const { bus, got, publish, settle } = world({ delayMs: 30 });
  publish(1);
  bus.stop();
  publish(2);
  await settle(100);
  expect(got).toEqual([]);
});

describe('on the platform', () => {
  let platformWorld: Awaited<ReturnType<typeof platformFixture>>;
  const published: { sender: string; key: string; body: Record<string, unknown> }[] = [];
  beforeEach(async () => {
    platformWorld = await platformFixture();
    published.length = 0;
    platformWorld.platform.events.publish = (event) => void published.push(event as never);
  });
  afterEach(() => platformWorld.stop());
  const COURIER = 'http://infra.io.vtex.com/courier/v0/shop/master/events';
  const own = 'vrn:apps:aws-us-east-1:shop:master:/apps/acme.app@1.0.0';

  it('the courier takes events for the app itself and for everybody', async () => {
    const { call } = platformWorld;
    expect((await call('PUT', `${COURIER}/go-on?resource=`, { a: 1 })).status).toBe(204);
    expect((await call('PUT', `${COURIER}/go-on?resource=${encodeURIComponent(own)}`, { a: 2 })).status).toBe(
      204,
    );
    const other = encodeURIComponent(own.replace('acme.app', 'acme.other'));
    expect((await call('PUT', `${COURIER}/go-on?resource=${other}`, { a: 3 })).status).toBe(204);
    expect(published).toEqual([1, 2].map((a) => ({ sender: 'acme.app@1.0.0', key: 'go-on', body: { a } })));
    expect((await call('POST', `${COURIER}/go-on`, {})).status).toBe(404);
  });

  it('the courier refuses an app without its policy', async () => {
    const stranger = await platformFixture({ policies: [] });
    const answer = await stranger.call('PUT', `${COURIER}/go-on`, {});
    await stranger.stop();
    expect(answer.status).toBe(403);
  });

  it('orders-broadcast tells each change of an order, by its general name and by its status', () => {
    const { model } = platformWorld.store;
    model.stock({ skuId: '10', warehouseId: 'main', quantity: 5 });
    const { orderId } = model.placeOrder({ lines: [{ skuId: '10', quantity: 1 }] });
    published.length = 0;
    model.advanceTo(orderId, 'handling');
    expect(published.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['order-status-updated', 'ready-for-handling', 'handling']),
    );
    const last = published[published.length - 1];
    expect(last).toMatchObject({
      sender: expect.stringMatching(/^vtex\.orders-broadcast@/),
      key: 'handling',
      body: { orderId, currentState: 'handling', lastState: 'start-handling' },
    });
    expect(last?.body.currentChangeDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
  });
});

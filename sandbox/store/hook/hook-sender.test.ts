import { manualTime } from '../../manual-time';
import { seededRandom } from '../../random';
import type { StatusEvent } from '../model/order';
import { DEFAULT_HOOK_DELIVERY, type HookDelivery } from './hook-delivery';
import { newHookSender } from './hook-sender';

const URL = 'https://holdfast.example/hook';
const event = (orderId: string, state: StatusEvent['state'] = 'handling'): StatusEvent => ({
  domain: 'Fulfillment',
  orderId,
  state,
  lastState: 'start-handling',
  lastChange: 17_000_000_000_000_000n,
  currentChange: 17_000_000_000_000_001n,
});

async function sender(delivery: Partial<HookDelivery> = {}, answers: (number | null)[] = []) {
  const time = manualTime(1_700_000_000_000);
  const posted: { url: string; headers: Record<string, string>; body: unknown }[] = [];
  const options = { ...DEFAULT_HOOK_DELIVERY, ...delivery };
  const hook = newHookSender({
    time,
    random: seededRandom(5),
    post: async (url, headers, body) => {
      posted.push({ url, headers, body });
      return answers.length > 0 ? (answers.shift() ?? null) : 200;
    },
    origin: { Account: 'sandboxstore', Key: 'the-key' },
    delivery: options,
  });
  const config = {
    filter: { type: 'FromWorkflow', status: ['handling', 'invoiced'] },
    hook: { url: URL, headers: { 'x-key': 'k' } },
  };
  const saved = await hook.save(config);
  const settle = async (ms = 0) => {
    time.advance(ms);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const told = () => posted.slice(1).map(({ body }) => (body as { OrderId: string }).OrderId);
  return { hook, time, posted, saved, settle, told, options };
}

it('pings before it saves, and saves nothing unless the answer is 200', async () => {
  const good = await sender();
  expect(good.posted[0]).toEqual({ url: URL, headers: { 'x-key': 'k' }, body: { hookConfig: 'ping' } });
  expect(good.saved).toBe(true);
  const bad = await sender({}, [204]);
  expect(bad.saved).toBe(false);
  expect(bad.hook.config()).toBeNull();
});

it('sends what the filter lets through, in PascalCase, with the configured headers', async () => {
  const { hook, posted, settle } = await sender();
  hook.take(event('a-01'));
  hook.take(event('b-01', 'window-to-cancel'));
  await settle();
  expect(posted.slice(1)).toEqual([
    {
      url: URL,
      headers: { 'x-key': 'k' },
      body: {
        Domain: 'Fulfillment',
        OrderId: 'a-01',
        State: 'handling',
        LastState: 'start-handling',
        LastChange: '2023-11-14T22:13:20.0000000Z',
        CurrentChange: '2023-11-14T22:13:20.0000001Z',
        Origin: { Account: 'sandboxstore', Key: 'the-key' },
      },
    },
  ]);
});

it('tries again after growing intervals, and gives up in the end', async () => {
  const { hook, settle, told } = await sender({ mostAttempts: 3, firstRetryMs: 1000, retryFactor: 3 }, [
    200,
    500,
    null,
    503,
  ]);
  hook.take(event('a-01'));
  await settle();
  expect(told()).toHaveLength(1);
  await settle(999);
  expect(told()).toHaveLength(1);
  await settle(1);
  expect(told()).toHaveLength(2);
  await settle(2999);
  expect(told()).toHaveLength(2);
  await settle(1);
  expect(told()).toHaveLength(3);
  await settle(100_000);
  expect(told()).toHaveLength(3);
  expect(hook.counts).toEqual({ delivered: 0, failed: 3, dropped: 0, givenUp: 1 });
});

it('duplicates, drops, delays and reorders as it is told', async () => {
  const { hook, settle, told, options } = await sender({ duplicates: 1 });
  hook.take(event('a-01'));
  await settle();
  expect(told()).toEqual(['a-01', 'a-01']);
  Object.assign(options, { duplicates: 0, drops: 1 });
  hook.take(event('b-01'));
  await settle();
  expect(hook.counts.dropped).toBe(1);
  Object.assign(options, { drops: 0, delayMs: 100, reorderMs: 1000 });
  const sent = Array.from({ length: 20 }, (_, index) => `c${index}`);
  for (const orderId of sent) hook.take(event(orderId));
  await settle(99);
  expect(told()).toHaveLength(2);
  await settle(1001);
  const arrived = told().slice(2);
  expect([...arrived].sort()).toEqual([...sent].sort());
  expect(arrived).not.toEqual(sent);
});

it('is deleted after three silent days', async () => {
  const { hook, time } = await sender();
  time.advance(2 * 86_400_000);
  hook.take(event('a-01'));
  time.advance(3 * 86_400_000);
  expect(hook.config()).not.toBeNull();
  time.advance(1);
  expect(hook.config()).toBeNull();
});

it('sends nothing more once stopped', async () => {
  const { hook, settle, told } = await sender({ delayMs: 10 });
  hook.take(event('a-01'));
  hook.stop();
  await settle(100);
  expect(told()).toHaveLength(0);
  expect(hook.waiting()).toBe(0);
});

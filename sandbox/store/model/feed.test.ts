import { seededRandom } from '../../random';
import { type FeedConfig, newFeed } from './feed';
import { ticksOfMs } from './instant';
import type { StatusEvent } from './order';

const config: FeedConfig = {
  filter: { type: 'FromWorkflow', status: ['handling'] },
  visibilityTimeoutInSeconds: 60,
  messageRetentionPeriodInSeconds: 345_600,
};

function feedAt(startMs: number, duplicates = 0) {
  let nowMs = startMs;
  const feed = newFeed(
    () => nowMs,
    seededRandom(3),
    () => duplicates,
  );
  const take = (orderId: string, state: StatusEvent['state'] = 'handling') => {
    const moment = ticksOfMs(nowMs);
    feed.take({
      domain: 'Fulfillment',
      orderId,
      state,
      lastState: null,
      lastChange: moment,
      currentChange: moment,
    });
  };
  return { feed, take, pass: (ms: number) => (nowMs += ms) };
}

const orders = (lot: { event: StatusEvent }[] | null) => lot?.map(({ event }) => event.orderId);

it('gathers nothing without a configuration, and says so', () => {
  const { feed, take } = feedAt(0);
  take('a');
  expect(feed.read(10)).toBeNull();
  feed.configure(config);
  expect(feed.read(10)).toEqual([]);
});

it('hides what was read for a while, and brings back what nobody committed', () => {
  const { feed, take, pass } = feedAt(1_700_000_000_000);
  feed.configure(config);
  take('a');
  take('b');
  take('c', 'invoiced');
  const lot = feed.read(10);
  expect(orders(lot)).toEqual(['a', 'b']);
  expect(feed.read(10)).toEqual([]);
  feed.commit([lot?.[0]?.handle ?? '']);
  pass(59_999);
  expect(feed.read(10)).toEqual([]);
  pass(1);
  expect(orders(feed.read(10))).toEqual(['b']);
});

it('hands out at most ten at a time', () => {
  const { feed, take } = feedAt(1_700_000_000_000);
  feed.configure(config);
  for (let i = 0; i < 25; i++) take(String(i));
  expect([feed.read(50)?.length, feed.read(50)?.length, feed.read(50)?.length]).toEqual([10, 10, 5]);
});

it('repeats itself when told to, under another handle', () => {
  const { feed, take } = feedAt(1_700_000_000_000, 1);
  feed.configure(config);
  take('a');
  const lot = feed.read(10);
  expect(orders(lot)).toEqual(['a', 'a']);
  expect(lot?.[0]?.handle).not.toBe(lot?.[1]?.handle);
});

it('forgets what is older than the retention period', () => {
  const { feed, take, pass } = feedAt(1_700_000_000_000);
  feed.configure(config);
  take('a');
  pass(345_600_001);
  take('b');
  expect(orders(feed.read(10))).toEqual(['b']);
  expect(feed.waiting()).toEqual({ quantity: 1, oldestAgeSeconds: 0 });
});

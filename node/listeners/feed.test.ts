import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../../test/builders/an-id';
import type { FeedConfig, FeedItem, Found, VtexFailure, VtexResult } from '../clients/vtex/vtex-api';
import type { Notification } from '../store/notification';
import { type OwnFeed, readReplaced, readWritten, saveWritten } from '../store/own-listeners';
import type { LogEntry } from '../store/sync-log';
import { drainFeed } from './drain-feed';
import { ensureFeed } from './keep-feed';

const ok = <T>(value: T): VtexResult<T> => ({ ok: true, value, date: null });
const down: VtexFailure = {
  kind: 'unavailable',
  retry: 'later',
  retryAfterMs: 500,
  status: 500,
  endpoint: 'POST /api/orders/feed',
  missingResource: null,
  maybeApplied: true,
  message: 'down',
};

function item(handle: string, orderId: string, state: string | null = 'handling'): FeedItem {
  return {
    eventId: handle,
    handle,
    domain: null,
    orderId: anId(orderId),
    state,
    lastState: null,
    currentChange: null,
  };
}

/** A feed whose uncommitted items come back, as VTEX's do, and a record of the order in which things happened. */
function feedOf(items: FeedItem[], commitResult: VtexResult<void> = ok(undefined)) {
  const steps: string[] = [];
  const dispatched: Notification[] = [];
  const log: LogEntry[] = [];
  let queue = items;
  const services = {
    vtex: {
      async readFeed() {
        steps.push('read');
        return ok(queue.slice(0, 10));
      },
      async commitFeed(handles: string[]) {
        steps.push('commit');
        if (commitResult.ok) queue = queue.filter(({ handle }) => !handles.includes(handle));
        return commitResult;
      },
    },
    dispatcher: {
      async lookAtOrders(notifications: readonly Notification[]) {
        await Promise.resolve();
        steps.push('dispatched');
        dispatched.push(...notifications);
      },
    },
    store: { appendLog: async (entries: readonly LogEntry[]) => void log.push(...entries) },
  };
  return { services, steps, dispatched, log, left: () => queue };
}

describe('draining the feed', () => {
  it('commits each batch only after it was handed over, until nothing is left', async () => {
    const feed = feedOf(Array.from({ length: 23 }, (_, i) => item(`h${i}`, `v${i}-01`)));
    expect(await drainFeed(feed.services)).toMatchObject({
      read: 23,
      dispatched: 23,
      committed: 23,
      stoppedBy: 'empty',
    });
    const batch = ['read', 'dispatched', 'commit'];
    expect(feed.steps).toEqual([...batch, ...batch, ...batch, 'read']);
    expect(feed.left()).toEqual([]);
    expect(feed.log).toHaveLength(1);
  });

  it('commits items of no interest too, and hands over null and unknown states', async () => {
    const feed = feedOf([
      item('a', ''),
      item('b', '../../etc'),
      item('c', 'v1-01', null),
      item('d', 'v2-01', 'who-knows'),
    ]);
    expect(await drainFeed(feed.services)).toMatchObject({
      read: 4,
      dispatched: 2,
      ignored: 2,
      committed: 4,
    });
    expect(feed.dispatched).toMatchObject([
      { orderId: 'v1-01', source: 'feed', state: null },
      { orderId: 'v2-01', source: 'feed', state: 'who-knows' },
    ]);
    expect(feed.left()).toEqual([]);
  });

  it('judges no id by its looks', async () => {
    const ids = ['FVG-SO 12345678', 'SHP-#1001', 'MKP-6584634/09', 'GLV-pedido nº 7'];
    const feed = feedOf(ids.map((id, index) => item(`h${index}`, id)));
    await drainFeed(feed.services);
    expect(feed.dispatched.map(({ orderId }) => orderId)).toEqual(ids);
  });

  it('hands nothing over for a batch of what cannot be asked for, and commits it', async () => {
    const feed = feedOf([item('a', '..')]);
    await drainFeed(feed.services);
    expect(feed.steps).toEqual(['read', 'commit', 'read']);
  });

  it('commits nothing when handing over fails', async () => {
    const feed = feedOf([item('a', 'v1-01')]);
    const broken = {
      ...feed.services,
      dispatcher: { lookAtOrders: () => Promise.reject(new Error('database lost')) },
    };
    await expect(drainFeed(broken)).rejects.toThrow('database lost');
    expect(feed.steps).toEqual(['read']);
    expect(feed.left()).toHaveLength(1);
  });

  it('stops at a failed commit; the events come back', async () => {
    const feed = feedOf([item('a', 'v1-01')], { ok: false, failure: down });
    expect(await drainFeed(feed.services)).toMatchObject({
      dispatched: 1,
      committed: 0,
      stoppedBy: 'failure',
      failure: down,
    });
    expect(feed.steps).toEqual(['read', 'dispatched', 'commit']);
    expect(feed.log).toMatchObject([{ kind: 'listener' }, { kind: 'failure', outcome: 'retry' }]);
  });

  it('keeps its bound and tells how far it is', async () => {
    const feed = feedOf(Array.from({ length: 100 }, (_, i) => item(`h${i}`, `v${i}-01`)));
    const told: number[] = [];
    const summary = await drainFeed(feed.services, {
      maxBatches: 3,
      onProgress: ({ read }) => told.push(read),
    });
    expect(summary).toMatchObject({ read: 30, stoppedBy: 'bound' });
    expect(told).toEqual([10, 20, 30]);
  });

  it('leaves no line for an empty feed', async () => {
    const feed = feedOf([]);
    expect(await drainFeed(feed.services)).toMatchObject({ read: 0, stoppedBy: 'empty' });
    expect(feed.log).toEqual([]);
  });
});

describe('keeping the feed', () => {
  const good: Found<FeedConfig> = {
    savedAs: { theirs: true },
    filter: { type: 'FromWorkflow', status: ['handling'] },
    visibilityTimeoutSeconds: 240,
    messageRetentionSeconds: 345_600,
    quantity: 0,
    oldestMessageAgeSeconds: null,
  };
  const ours: OwnFeed = {
    statuses: ['handling'],
    visibilityTimeoutSeconds: 240,
    messageRetentionSeconds: 345_600,
  };
  type Current = VtexResult<Found<FeedConfig> | null>;

  async function keep(
    current: Current,
    {
      written = [] as OwnFeed[],
      wanted = ours,
      takeOver = false,
      saving = ok(undefined) as VtexResult<void>,
    } = {},
  ) {
    const saved: unknown[] = [];
    const log: LogEntry[] = [];
    const vtex = {
      getFeedConfig: async () => current,
      async saveFeedConfig(config: unknown) {
        saved.push(config);
        return saving;
      },
    };
    const store = {
      ...createMemoryStore({ account: 'acme', now: () => 0 }),
      appendLog: async (entries: readonly LogEntry[]) => void log.push(...entries),
    };
    await saveWritten(store, 'feed', written);
    const outcome = await ensureFeed({ vtex, store }, wanted, takeOver);
    return { outcome, saved, log, store };
  }

  const asSaved = { filter: good.filter, visibilityTimeoutSeconds: 240, messageRetentionSeconds: 345_600 };

  it('configures a missing one, and remembers what it wrote', async () => {
    const { outcome, saved, store } = await keep(ok(null));
    expect(outcome).toEqual({ kind: 'registered' });
    expect(saved).toEqual([asSaved]);
    expect(await readWritten(store, 'feed')).toEqual([ours]);
  });

  it.each([good, { ...good, visibilityTimeoutSeconds: null, messageRetentionSeconds: null }])(
    'leaves ours alone: %j',
    async (config) => {
      const { outcome, saved, log } = await keep(ok(config), { written: [ours] });
      expect({ outcome, saved, log }).toEqual({ outcome: { kind: 'unchanged' }, saved: [], log: [] });
    },
  );

  it('writes nothing when the store gives what it wrote back with its fields in another order', async () => {
    const { statuses, ...queue } = ours;
    const memory = createMemoryStore({ account: 'acme', now: () => 0 });
    const setSetting = jest.fn(memory.setSetting);
    await saveWritten(memory, 'feed', [{ ...queue, statuses }]);
    const vtex = { getFeedConfig: async () => ok(good), saveFeedConfig: async () => ok(undefined) };
    const outcome = await ensureFeed({ vtex, store: { ...memory, setSetting } }, ours, false);
    expect(outcome).toEqual({ kind: 'unchanged' });
    expect(setSetting).not.toHaveBeenCalled();
  });

  it.each([
    [{ statuses: ['handling', 'invoiced'] }, 'filter'],
    [{ visibilityTimeoutSeconds: 5 }, 'visibility time-out'],
    [{ messageRetentionSeconds: 1_209_600 }, 'retention'],
  ])('repairs ours when %j is wanted by now', async (change, what) => {
    const { outcome, saved, store } = await keep(ok(good), {
      written: [ours],
      wanted: { ...ours, ...change },
    });
    expect(outcome).toEqual({ kind: 'repaired', differed: [what] });
    expect(saved).toHaveLength(1);
    expect(await readWritten(store, 'feed')).toEqual([{ ...ours, ...change }]);
  });

  const foreign: [string, Partial<FeedConfig>, OwnFeed[]][] = [
    ['nothing was ever written', {}, []],
    ['its filter is another', { filter: { type: 'FromOrders', status: [] } }, [ours]],
    ['it asks for all statuses', { filter: { type: 'FromWorkflow', status: [] } }, [ours]],
    ['its items come back sooner', { visibilityTimeoutSeconds: 5 }, [ours]],
    ['it keeps them longer', { messageRetentionSeconds: 1_209_600 }, [ours]],
  ];
  it.each(foreign)("leaves somebody else's alone: %s", async (_, change, written) => {
    const { outcome, saved, log, store } = await keep(ok({ ...good, ...change }), { written });
    expect(outcome.kind).toBe('foreign');
    expect(saved).toEqual([]);
    expect(log).toMatchObject([
      { outcome: 'attention', message: expect.stringContaining('HOLDFAST_TAKE_OVER') },
    ]);
    expect(await readWritten(store, 'feed')).toEqual(written);
  });

  it('takes it over when that is asked for, and keeps what was there', async () => {
    const { outcome, saved, store } = await keep(ok(good), { takeOver: true });
    expect(outcome).toEqual({ kind: 'taken-over', told: 'FromWorkflow (handling)' });
    expect(saved).toEqual([asSaved]);
    expect(await readReplaced(store, 'feed')).toEqual({
      savedAs: { theirs: true },
      told: 'FromWorkflow (handling)',
    });
  });

  it('knows ours again after a write without an answer, whether it arrived or not', async () => {
    const wanted = { ...ours, statuses: ['handling', 'invoiced'] };
    const unclear = { ok: false, failure: down } as const;
    const { outcome, store } = await keep(ok(good), { written: [ours], wanted, saving: unclear });
    expect(outcome).toEqual({ kind: 'failed', failure: down });
    const written = await readWritten<OwnFeed>(store, 'feed');
    const arrived = { ...good, filter: { type: 'FromWorkflow', status: wanted.statuses } };
    expect((await keep(ok(good), { written, wanted })).outcome.kind).toBe('repaired');
    expect((await keep(ok(arrived), { written, wanted })).outcome.kind).toBe('unchanged');
  });

  it('says what stood in the way', async () => {
    const { outcome, saved, log } = await keep({ ok: false, failure: down });
    expect(outcome).toEqual({ kind: 'failed', failure: down });
    expect(saved).toEqual([]);
    expect(log).toMatchObject([{ kind: 'failure' }]);
  });
});

import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import type {
  FeedConfig,
  Found,
  HookConfig,
  Savable,
  VtexFailure,
  VtexResult,
} from '../clients/vtex/vtex-api';
import { ensureFeed } from './keep-feed';
import { ensureHook } from './keep-hook';
import { listenAgain, unregister } from './unregister';

const ok = <T>(value: T): VtexResult<T> => ({ ok: true, value, date: null });
const refused: VtexFailure = {
  kind: 'rejected',
  retry: 'never',
  retryAfterMs: null,
  status: 400,
  endpoint: 'POST /api/orders/hook/config',
  missingResource: null,
  maybeApplied: false,
  message: 'The hook did not answer the ping.',
};

const OUR_HOOK = {
  url: 'https://holdfast.example/_v/holdfast/hook',
  secret: 's3cret',
  statuses: ['handling'],
};
const OUR_FEED = { statuses: ['handling'] };
const THEIR_HOOK: HookConfig = {
  url: 'https://old-erp.example/orders?key=hidden',
  headers: { authorization: 'theirs' },
  filter: { type: 'FromOrders', status: [] },
};
const THEIR_FEED: FeedConfig = {
  filter: { type: 'FromWorkflow', status: ['invoiced'] },
  visibilityTimeoutSeconds: 60,
  messageRetentionSeconds: 1_209_600,
  quantity: 3,
  oldestMessageAgeSeconds: 10,
};

/** VTEX as it keeps one hook and one feed for an app key. What is saved again comes back as it was found. */
function appKey(hook: HookConfig | null, feed: FeedConfig | null) {
  const has = { hook, feed };
  const calls: string[] = [];
  let refuses: string | null = null;
  const write = (name: string, effect: () => void): VtexResult<void> => {
    calls.push(name);
    if (refuses === name) return { ok: false, failure: refused };
    effect();
    return ok(undefined);
  };
  const found = <T extends object>(config: T | null): VtexResult<Found<T> | null> =>
    ok(config && { ...config, savedAs: config });
  const vtex = {
    getHookConfig: async () => found(has.hook),
    saveHookConfig: async (config: HookConfig | Savable) =>
      write('save hook', () => {
        has.hook = ('savedAs' in config ? config.savedAs : config) as HookConfig;
      }),
    deleteHookConfig: async () =>
      write('delete hook', () => {
        has.hook = null;
      }),
    getFeedConfig: async () => found(has.feed),
    saveFeedConfig: async (config: Partial<FeedConfig> | Savable) =>
      write('save feed', () => {
        has.feed = ('savedAs' in config ? config.savedAs : config) as FeedConfig;
      }),
    deleteFeedConfig: async () =>
      write('delete feed', () => {
        has.feed = null;
      }),
  };
  const store = createMemoryStore({ account: 'acme', now: () => 0 });
  const services = { vtex, store };
  return {
    has,
    calls,
    services,
    refuse(call: string | null) {
      refuses = call;
    },
    async keep(takeOver = false, url = OUR_HOOK.url) {
      const hook = await ensureHook(services, { ...OUR_HOOK, url }, takeOver);
      const feed = await ensureFeed(services, OUR_FEED, takeOver);
      return [hook.kind, feed.kind];
    },
    lines: () => store.tables.log.map(({ message }) => message),
  };
}

test('what was registered on a free key is removed, and stays away until somebody asks for it', async () => {
  const key = appKey(null, null);
  expect(await key.keep()).toEqual(['registered', 'registered']);
  expect(await unregister(key.services)).toEqual({ hook: { kind: 'removed' }, feed: { kind: 'removed' } });
  expect(key.has).toEqual({ hook: null, feed: null });
  expect(await key.keep()).toEqual(['stopped', 'stopped']);
  expect(await unregister(key.services)).toEqual({ hook: { kind: 'none' }, feed: { kind: 'none' } });
  await listenAgain(key.services.store);
  expect(await key.keep()).toEqual(['registered', 'registered']);
});

test("somebody else's hook and feed are left alone, by the start and by the end", async () => {
  const key = appKey(THEIR_HOOK, THEIR_FEED);
  expect(await key.keep()).toEqual(['foreign', 'foreign']);
  expect(await unregister(key.services)).toEqual({
    hook: { kind: 'not-ours', told: 'https://old-erp.example/orders' },
    feed: { kind: 'not-ours', told: 'FromWorkflow (invoiced)' },
  });
  expect(key.calls).toEqual([]);
  expect(key.lines().join()).toContain('https://old-erp.example/orders');
  expect(key.lines().join()).not.toMatch(/hidden|theirs/);
});

test('what was taken over is given back as it was', async () => {
  const key = appKey(THEIR_HOOK, THEIR_FEED);
  expect(await key.keep(true)).toEqual(['taken-over', 'taken-over']);
  expect(await key.keep(true)).toEqual(['unchanged', 'unchanged']);
  expect(await unregister(key.services)).toEqual({
    hook: { kind: 'given-back', told: 'https://old-erp.example/orders' },
    feed: { kind: 'given-back', told: 'FromWorkflow (invoiced)' },
  });
  expect(key.has).toEqual({ hook: THEIR_HOOK, feed: THEIR_FEED });
  expect(await key.keep(true)).toEqual(['stopped', 'stopped']);
});

test('a hook of ours is known by its key after its address changed', async () => {
  const key = appKey(null, null);
  await key.keep();
  expect(await key.keep(false, 'https://new.example/_v/holdfast/hook')).toEqual(['repaired', 'unchanged']);
  expect(key.has.hook?.url).toBe('https://new.example/_v/holdfast/hook');
});

test('an owner who no longer answers: it is said, tried again, and may be forgotten', async () => {
  const key = appKey(THEIR_HOOK, null);
  await key.keep(true);
  key.refuse('save hook');
  const failed = { hook: { kind: 'failed', failure: refused }, feed: { kind: 'removed' } };
  expect(await unregister(key.services)).toEqual(failed);
  expect(key.has.hook?.url).toBe(OUR_HOOK.url);
  expect(await unregister(key.services, { giveBack: false })).toMatchObject({ hook: { kind: 'removed' } });
  expect(key.has.hook).toBeNull();
});

test('a dry run says the same and does nothing', async () => {
  const key = appKey(THEIR_HOOK, null);
  await key.keep(true);
  const before = { ...key.has };
  const lines = key.lines();
  const would = await unregister(key.services, { dryRun: true });
  expect([key.has, key.lines()]).toEqual([before, lines]);
  expect(await key.keep(true)).toEqual(['unchanged', 'unchanged']);
  expect(await unregister(key.services)).toEqual(would);
});

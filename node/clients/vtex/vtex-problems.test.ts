import { LISTENER_KEYS, readListenerState, saveHookState } from '../../store/listener-state';
import type { SettingStore } from '../../store/store';
import type { VtexFailure } from './vtex-api';
import { createVtexProblemRecorder } from './vtex-problems';

const endpoint = 'GET /api/oms/pvt/orders/{orderId}';
const forbidden: VtexFailure = {
  kind: 'forbidden',
  retry: 'ask-a-person',
  retryAfterMs: null,
  status: 403,
  endpoint,
  missingResource: 'View order',
  maybeApplied: false,
  message: 'Forbidden.',
};

function setUp() {
  const settings = new Map<string, unknown>();
  const writes: string[] = [];
  const clock = { ms: 1_000 };
  const store: SettingStore = {
    setting: async (key) => structuredClone(settings.get(key) ?? null),
    async setSetting(key, value) {
      writes.push(key);
      settings.set(key, structuredClone(value));
    },
  };
  const begun: string[] = [];
  const recorder = createVtexProblemRecorder(
    store,
    () => clock.ms,
    ({ kind }) => begun.push(kind),
  );
  return { store, writes, clock, begun, recorder };
}

test('a problem is written once, then at most once a minute, and keeps its beginning', async () => {
  const { store, writes, clock, recorder } = setUp();
  await recorder.failed(forbidden);
  clock.ms += 59_999;
  await recorder.failed(forbidden);
  expect(writes).toEqual([LISTENER_KEYS.problems]);
  clock.ms += 1;
  await recorder.failed(forbidden);
  expect((await readListenerState(store)).problems).toMatchObject([
    { endpoint, missingResource: 'View order', sinceMs: 1_000, lastMs: 61_000 },
  ]);
});

test('another kind of failure is a new problem at once', async () => {
  const { store, clock, begun, recorder } = setUp();
  await recorder.failed(forbidden);
  clock.ms += 90_000;
  await recorder.failed(forbidden);
  await recorder.failed({ ...forbidden, kind: 'unavailable', status: 503, missingResource: null });
  expect(begun).toEqual(['forbidden', 'unavailable']);
  expect((await readListenerState(store)).problems).toMatchObject([{ kind: 'unavailable', sinceMs: 91_000 }]);
});

test('an ordinary failure is none', async () => {
  const { writes, recorder } = setUp();
  for (const kind of ['not-found', 'rate-limited', 'locked', 'rejected'] as const)
    await recorder.failed({ ...forbidden, kind });
  expect(writes).toEqual([]);
});

test('success ends it, also what an earlier process left, and costs nothing otherwise', async () => {
  const { store, writes, recorder } = setUp();
  await recorder.failed(forbidden);
  const later = createVtexProblemRecorder(store, () => 5_000);
  await later.succeeded('GET /api/another');
  await later.succeeded(endpoint);
  await later.succeeded(endpoint);
  expect(writes).toHaveLength(2);
  expect((await readListenerState(store)).problems).toEqual([]);
});

test('what was never written is null', async () => {
  const { store } = setUp();
  expect(await readListenerState(store)).toEqual({
    hook: null,
    feed: null,
    sweep: null,
    problems: [],
    rights: null,
  });
  await saveHookState(store, { checkedAtMs: 5, outcome: 'registered', message: null });
  expect(await readListenerState(store)).toMatchObject({ hook: { checkedAtMs: 5, outcome: 'registered' } });
});

import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { at, decision, intent, NO_EFFECTS, POSITION, plan, START_MS } from './examples';
import { workerOn } from './vbase-fixtures';
import { beginOne, concludedWith, INTENT, toStatus } from './vbase-scenes';

const COUNT = { position: POSITION, onHand: 9, countedAt: at(1), reference: 'r-9', planId: anId('p-9') };

let documents: MemoryDocuments;
const fresh = (): VBaseStore => workerOn(documents);

beforeEach(async () => {
  documents = createMemoryDocuments();
  await beginOne(fresh());
  await fresh().setWatermarkTrust('broken');
  await fresh().setSetting('secret', 'kept');
  await fresh().recordCount({ ...COUNT, reference: 'r-1', planId: anId('p-8') });
  const lease = await fresh().lockPosition(POSITION);
  await lease?.end();
});

/** What VBase says 404 to although it is there, and what then must not go on as if it were not. */
const STEPS: Record<string, Record<string, (store: VBaseStore) => Promise<unknown>>> = {
  'orders/': {
    knownOrder: (store) => store.knownOrder(anId('o-1')),
    knownOrdersByLock: (store) => store.knownOrdersByLock([anId('00-o-1')]),
    changeOrder: (store) => store.changeOrder(anId('o-1'), () => decision('o-1')),
    knownAtPosition: (store) => store.knownAtPosition(POSITION),
    removedSince: (store) => store.removedSince(POSITION, at(0)),
    concludeRemoval: (store) => store.concludeRemoval(anId('p-1'), concludedWith),
    nextDelivery: (store) => store.nextDelivery('order/o-1'),
  },
  'positions/': {
    knownAtPosition: (store) => store.knownAtPosition(POSITION),
    removedSince: (store) => store.removedSince(POSITION, at(0)),
    'changeOrder of an order new here': (store) =>
      store.changeOrder(anId('o-9'), toStatus('o-9', 'acknowledged', 1)),
    currentPlan: (store) => store.currentPlan(POSITION),
    plan: (store) => store.plan(anId('p-1')),
    recordPlan: (store) => store.recordPlan(plan('p-2'), NO_EFFECTS),
    movePlan: (store) => store.movePlan(anId('p-1'), 'approved', { who: 'ana', note: null }),
    planStands: (store) => store.planStands(anId('p-1')),
    beginRemoval: (store) => store.beginRemoval(anId('p-1'), INTENT),
    concludeRemoval: (store) => store.concludeRemoval(anId('p-1'), concludedWith),
    unfinishedRemovals: (store) => store.unfinishedRemovals(),
    recordCount: (store) => store.recordCount(COUNT),
    countsAt: (store) => store.countsAt(POSITION, { limit: 9 }),
  },
  'locks/': { knownOrdersByLock: (store) => store.knownOrdersByLock([anId('00-o-1')]) },
  'plans/': {
    plan: (store) => store.plan(anId('p-1')),
    beginRemoval: (store) => store.beginRemoval(anId('p-1'), intent()),
    concludeRemoval: (store) => store.concludeRemoval(anId('p-1'), concludedWith),
  },
  'account/': { watermarkTrust: (store) => store.watermarkTrust() },
  'settings/': {
    setting: (store) => store.setting('secret'),
    keepSetting: (store) => store.keepSetting('secret', 'another'),
  },
  'leases/': { lockPosition: (store) => store.lockPosition(POSITION) },
};

describe.each(Object.entries(STEPS))('while VBase hides %s', (folder, steps) => {
  it.each(Object.entries(steps))('%s comes back later, and writes nothing over', async (_name, step) => {
    const before = truth();
    documents.faults.missing = (path) => path.startsWith(folder);
    await expect(step(fresh())).rejects.toThrow(PlatformUnavailable);
    documents.faults.missing = () => false;
    expect(truth()).toEqual(before);
  });
});

/** All but what only names or claims: pointers and markers may be more than what is true. */
function truth(): [string, string][] {
  const claims = /"(concluding|revision|commitId|flushedRevision)":("[^"]*"|\d+|null|\{[^}]*\})/g;
  return [...documents.files]
    .filter(([path]) => /^(orders|positions|settings|account|leases)\//.test(path))
    .map(([path, text]) => [path, text.replace(claims, '')]);
}

it('leaves an order that is hidden out of the listings, until it is there again', async () => {
  const late = START_MS + 1_000;
  documents.faults.missing = (path) => path === 'orders/o-1';
  const store = fresh();
  expect((await store.streamsDue(late, 9)).sort()).toEqual(['order/o-2', 'order/o-3']);
  expect(await store.ordersToLookAt(at(0), late, 9)).toEqual([]);
  documents.faults.missing = () => false;
  expect(await store.streamsDue(late, 9)).toHaveLength(3);
});

it('takes no marker away for what is hidden', async () => {
  let nowMs = START_MS;
  const store = workerOn(documents, { now: () => nowMs });
  nowMs += 40 * 3_600_000;
  const markers = () =>
    [...documents.files.keys()].filter((path) => /^(active|settled|executing)\//.test(path));
  const before = markers();
  // Not even where VBase says that there is nothing at all.
  const files = new Map(documents.files);
  for (const path of files.keys()) if (path.startsWith('orders/')) documents.files.delete(path);
  await store.streamsDue(nowMs, 9);
  await store.ordersToLookAt(at(0), nowMs, 9);
  await store.positionsToPlan(nowMs, 9);
  expect(markers()).toEqual(before);
});

it('refuses an answer that is another document', async () => {
  documents.files.set('orders/o-1', documents.files.get('orders/o-2') ?? '');
  await expect(fresh().knownOrder(anId('o-1'))).rejects.toThrow(PlatformUnavailable);
});

it('takes a conflict with its own write, sent twice on the way, for what it is', async () => {
  const memory = createMemoryDocuments();
  const twice = {
    ...memory,
    write: async (...write: Parameters<typeof memory.write>) => {
      await memory.write(...write);
      return memory.write(...write);
    },
  };
  const store = workerOn(twice);
  const decide = jest.fn(toStatus('o-1', 'acknowledged', 1));
  await store.changeOrder(anId('o-1'), decide);
  expect(decide).toHaveBeenCalledTimes(1);
  await store.recordPlan(plan('p-1'), NO_EFFECTS);
  expect(await store.movePlan(anId('p-1'), 'approved', { who: 'ana', note: null })).toBe(true);
  expect(await store.beginRemoval(anId('p-1'), intent())).toBe(true);
});

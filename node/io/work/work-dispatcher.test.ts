import { createMemoryStore } from '../../../simulation/stores/memory/memory-store';
import { createMemoryDocuments } from '../../../simulation/stores/vbase/memory-documents';
import { anId } from '../../../test/builders/an-id';
import { LINE_WAIT_MS } from './line-of-log';
import { createWorkCache } from './read-work';
import { createWorkBell } from './work-bell';
import { createWorkDispatcher } from './work-dispatcher';
import { createWorkList } from './work-list';

const NOTIFICATION = {
  orderId: anId('v1-01'),
  source: 'hook' as const,
  domain: 'Marketplace',
  state: 'invoiced',
  lastState: null,
  currentChange: null,
};

function dispatcherWith(appendLog: () => Promise<void>, pauses: number[] = []) {
  const documents = createMemoryDocuments();
  let ids = 0;
  const world = {
    now: () => 1_000_000,
    newId: () => `id-${ids++}`,
    random: () => 0,
    pause: async (ms: number) => void pauses.push(ms),
  };
  const list = createWorkList({ documents, cache: createWorkCache(), ...world });
  const store = { ...createMemoryStore({ account: 'teststore', now: world.now }), appendLog };
  const dispatcher = createWorkDispatcher({ list, bell: createWorkBell(), store, mirrorOn: true, ...world });
  return { dispatcher, documents };
}

test('the work is promised though its line is never written: VTEX waits for the answer', async () => {
  const pauses: number[] = [];
  const { dispatcher, documents } = dispatcherWith(() => new Promise(() => undefined), pauses);
  await dispatcher.lookAtOrders([NOTIFICATION]);
  expect([...documents.files.keys()]).toEqual(['work/look-at-order/v1-01']);
  expect(pauses).toEqual([LINE_WAIT_MS]);
});

test('a line that fails, sooner or later, fails nobody', async () => {
  const { dispatcher } = dispatcherWith(() => Promise.reject(new Error('away')));
  await expect(dispatcher.lookAtOrders([NOTIFICATION])).resolves.toBeUndefined();
});

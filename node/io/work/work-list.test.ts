import {
  createMemoryDocuments,
  type MemoryDocuments,
} from '../../../simulation/stores/vbase/memory-documents';
import { anId } from '../../../test/builders/an-id';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { createWorkCache } from './read-work';
import { CLAIM_MS, pathOfWork, type Work } from './work';
import { createWorkList, type WorkList } from './work-list';

const LOOK: Work = { kind: 'look-at-order', orderId: anId('v1-01') };
const PATH = pathOfWork(LOOK);

let documents: MemoryDocuments;
let clock: number;
let list: WorkList;

/** A worker of its own: nothing shared but the documents. */
function worker(): WorkList {
  let ids = 0;
  const name = Math.random();
  return createWorkList({
    documents,
    cache: createWorkCache(),
    now: () => clock,
    newId: () => `${name}-${ids++}`,
    random: () => 0,
    pause: async () => undefined,
  });
}

beforeEach(() => {
  documents = createMemoryDocuments();
  clock = 1_000_000;
  list = worker();
});

async function ready(from: WorkList = list) {
  return (await from.due([])).ready;
}

async function claimOne(from: WorkList = list) {
  const [waiting] = await ready(from);
  const claimed = waiting === undefined ? null : await from.claim(waiting);
  if (claimed === null) throw new Error('nothing to claim');
  return claimed;
}

test('waits until its time, and for nobody before', async () => {
  await list.ask(LOOK, clock + 500);
  expect(await list.due([])).toMatchObject({ ready: [], later: [{ path: PATH, atMs: clock + 500 }] });
  clock += 500;
  expect((await ready()).map(({ path }) => path)).toEqual([PATH]);
});

test('asked for twice it waits once, at the earlier time', async () => {
  await list.ask(LOOK, clock + 500);
  await list.ask(LOOK, clock + 900);
  await worker().ask(LOOK, clock + 100);
  expect((await list.due([])).later).toEqual([{ path: PATH, atMs: clock + 100 }]);
});

test('asked for again for no earlier, nothing is written', async () => {
  await list.ask(LOOK, clock);
  const { writes } = documents.calls;
  await list.ask(LOOK, clock + 100);
  expect(documents.calls.writes).toBe(writes);
});

test('of two workers one has it', async () => {
  const other = worker();
  await list.ask(LOOK, clock);
  const [mine] = await ready();
  const [theirs] = await ready(other);
  if (!mine || !theirs) throw new Error('both should see it');
  const claims = await Promise.all([list.claim(mine), other.claim(theirs)]);
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  expect(await ready(other)).toEqual([]);
});

test('done: it is gone', async () => {
  await list.ask(LOOK, clock);
  await list.end(await claimOne(), { kind: 'done' });
  expect(documents.files.size).toBe(0);
});

test('asked for while it runs, it runs once more: what was asked is newer than the run', async () => {
  await list.ask(LOOK, clock);
  const claimed = await claimOne();
  await worker().ask(LOOK, clock + 50);
  await list.end(claimed, { kind: 'done' });
  expect((await list.due([])).later).toEqual([{ path: PATH, atMs: clock + 50 }]);
});

test('asked for between two runs that end the same, none is lost (equal content has equal etags)', async () => {
  await list.ask(LOOK, clock);
  const first = await claimOne();
  await list.end(first, { kind: 'again', atMs: clock });
  const second = await claimOne();
  await list.ask(LOOK, clock);
  await list.end(second, { kind: 'done' });
  expect(await ready()).toHaveLength(1);
});

test('again: it waits until then, or until the earlier time it was asked for', async () => {
  await list.ask(LOOK, clock);
  const claimed = await claimOne();
  await worker().ask(LOOK, clock + 50);
  await list.end(claimed, { kind: 'again', atMs: clock + 9_000 });
  expect((await list.due([])).later).toEqual([{ path: PATH, atMs: clock + 50 }]);
});

test('since when an order is not found lies with its piece: an event does not begin anew, the end does', async () => {
  const missing = { ...LOOK, missingSinceMs: clock };
  await list.ask(LOOK, clock);
  const first = await claimOne();
  await list.end(first, { kind: 'again', atMs: clock + 9_000, work: missing });
  await worker().ask(LOOK, clock);
  const second = await claimOne(worker());
  expect(second.document.work).toEqual(missing);
  await worker().ask(LOOK, clock);
  await list.end(second, { kind: 'done' });
  expect((await claimOne()).document.work).toEqual(LOOK);
});

test('a worker that died: its piece is free when the claim has run out, not before', async () => {
  await list.ask(LOOK, clock);
  await claimOne();
  clock += CLAIM_MS - 1;
  expect(await ready(worker())).toEqual([]);
  clock += 1;
  expect(await ready(worker())).toHaveLength(1);
});

test('a worker that only seemed dead does not end what another has', async () => {
  await list.ask(LOOK, clock);
  const slow = await claimOne();
  clock += CLAIM_MS;
  const other = worker();
  const theirs = await claimOne(other);
  await list.end(slow, { kind: 'done' });
  expect(documents.files.size).toBe(1);
  await other.end(theirs, { kind: 'again', atMs: clock + 5 });
  expect((await other.due([])).later).toEqual([{ path: PATH, atMs: clock + 5 }]);
});

test('asked for when its claim has run out: a slow worker does not end it with what it did before', async () => {
  await list.ask(LOOK, clock);
  const slow = await claimOne();
  clock += CLAIM_MS + 1;
  await worker().ask(LOOK, clock + 1_000);
  await list.end(slow, { kind: 'done' });
  expect((await list.due([])).later).toEqual([{ path: PATH, atMs: clock + 1_000 }]);
});

test('failures are counted until a run ends well', async () => {
  await list.ask(LOOK, clock);
  for (const failures of [0, 1, 2]) {
    const claimed = await claimOne();
    expect(claimed.document.failures).toBe(failures);
    await list.end(claimed, { kind: 'failed', atMs: clock });
  }
  await list.end(await claimOne(), { kind: 'again', atMs: clock });
  expect((await claimOne()).document.failures).toBe(0);
});

test('a reason to plan that says more replaces one that says less, also for the next run', async () => {
  const plan = (trigger: 'count' | 'event' | 'sweep'): Work => ({
    kind: 'plan-position',
    skuId: anId('a/b'),
    warehouseId: anId('main'),
    trigger,
  });
  await list.ask(plan('event'), clock);
  await list.ask(plan('count'), clock + 100);
  await list.ask(plan('sweep'), clock);
  const claimed = await claimOne();
  expect(claimed.document.work).toEqual(plan('count'));
});

test.each(['silentWrites', 'lostWrites'] as const)(
  '%s: what was asked for is there all the same',
  async (fault) => {
    documents.faults[fault].add(1);
    await list.ask(LOOK, clock);
    expect(await ready()).toHaveLength(1);
  },
);

test('a claim without an answer is not worked: it may be ours, and runs out', async () => {
  await list.ask(LOOK, clock);
  const [waiting] = await ready();
  documents.faults.silentWrites.add(2);
  expect(waiting && (await list.claim(waiting))).toBeNull();
  expect(await ready()).toEqual([]);
  clock += CLAIM_MS;
  expect(await ready()).toHaveLength(1);
});

test('what cannot be made sure is not promised', async () => {
  await list.ask(LOOK, clock + 1_000);
  documents.faults.missing = () => true;
  const { writes } = documents.calls;
  await expect(list.ask(LOOK, clock)).rejects.toThrow(PlatformUnavailable);
  // A first write would overwrite what is there, where VBase ignores its condition.
  expect(documents.calls.writes).toBe(writes);
});

test('a hint is found though the listing does not show it yet', async () => {
  await list.ask(LOOK, clock);
  const lagging = createWorkList({
    documents: { ...documents, list: async () => ({ paths: [], next: null }) },
    cache: createWorkCache(),
    now: () => clock,
    newId: () => 'x',
    random: () => 0,
    pause: async () => undefined,
  });
  expect(await ready(lagging)).toEqual([]);
  expect((await lagging.due([PATH])).ready).toHaveLength(1);
  expect((await lagging.due(['work/deliver/none'])).ready).toEqual([]);
});

test('of many that wait, only those that changed are read again', async () => {
  for (let n = 0; n < 250; n += 1) await list.ask({ kind: 'deliver', stream: `order/${n}` }, clock + 60_000);
  expect((await list.due([])).later).toHaveLength(250);
  const before = documents.calls.reads;
  await worker().ask({ kind: 'deliver', stream: 'order/7' }, clock);
  const afterAsk = documents.calls.reads;
  expect((await list.due([])).ready).toHaveLength(1);
  expect(documents.calls.reads - afterAsk).toBe(1);
  expect(afterAsk - before).toBe(1);
});

test('a document that is none of ours is written anew', async () => {
  await documents.write(PATH, { old: true }, 'absent');
  expect(await ready()).toEqual([]);
  await list.ask(LOOK, clock);
  expect(await ready()).toHaveLength(1);
});

import { setImmediate as turn } from 'node:timers/promises';
import type { Balance } from '@holdfast/node/core/gate/reading';
import type { Position } from '@holdfast/node/core/position';
import { runSlice, type SliceServices } from '@holdfast/node/io/reconciliation/run-slice';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import {
  createMemoryDocuments,
  type MemoryDocuments,
  PowerCut,
} from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { at, NO_EFFECTS, plan, START_MS } from '../store-contract/examples';
import { memorySink, workerOn } from '../store-contract/vbase-fixtures';

const RUN = { reconciliationId: 'r-1', trigger: 'person' } as const;
const STOCK: Balance = { totalQuantity: 5, reservedQuantity: 0, isUnlimited: false, leadTime: '00:00:00' };
const NEVER_MS = Number.POSITIVE_INFINITY;

let documents: MemoryDocuments;
let clock: { ms: number };
let lines: StoredLogEntry[];
/** SKUs that VTEX was asked about. */
let asked: string[];
let balanceOf: (position: Position) => Balance | null;

beforeEach(() => {
  documents = createMemoryDocuments();
  clock = { ms: START_MS };
  lines = [];
  asked = [];
  balanceOf = () => STOCK;
});

/** A worker that knows nothing but what is written down. Each position takes it two seconds. */
function worker(): SliceServices & { store: VBaseStore } {
  const store = workerOn(documents, { sink: memorySink(lines), now: () => clock.ms });
  const date = at(0);
  const vtex = {
    async getBalance(position: Position) {
      asked.push(position.skuId);
      clock.ms += 2_000;
      return { ok: true, value: balanceOf(position), date };
    },
    listReservations: async () => ({ ok: true, value: { items: [], total: 0, hasMore: false }, date }),
  };
  return {
    account: 'acme',
    store,
    reports: store.reports,
    connector: null,
    vtex: vtex as unknown as SliceServices['vtex'],
    dispatcher: {
      lookAtOrders: async () => undefined,
      planPosition: async () => undefined,
      deliver: async () => undefined,
    },
    settings: { mode: 'recommend', guardGapMs: 1000, gatherWindowMs: 0, mirrorOn: false },
    now: () => clock.ms,
    newId: () => 'id',
    pause: async () => void (await turn()),
  };
}

async function shelves(count: number, warehouseId = 'main'): Promise<string[]> {
  const { store } = worker();
  const skuIds = Array.from({ length: count }, (_each, n) => `sku-${String(n).padStart(4, '0')}`);
  for (const skuId of skuIds)
    await store.recordPlan(
      plan(`p-${skuId}`, { position: { skuId: anId(skuId), warehouseId: anId(warehouseId) } }),
      NO_EFFECTS,
    );
  return skuIds;
}

const lease = () => documents.files.get('leases/reconciliation');
const reportLines = () => lines.filter(({ kind }) => kind === 'listener');

test('a run is done in slices of seconds, each by whoever comes next; one at a time', async () => {
  const skuIds = await shelves(8);
  const ends: unknown[] = [];
  for (let slice = 0; slice < 3; slice += 1) ends.push(await runSlice(worker(), RUN, NEVER_MS));
  expect(ends).toMatchObject([{ kind: 'again' }, { kind: 'again' }, { kind: 'done' }]);
  expect(asked).toEqual(skuIds);
  const { reports } = worker();
  expect(await reports.report('r-1')).toMatchObject({
    state: 'done',
    compared: 8,
    isComplete: true,
    startedAtMs: START_MS,
    endedAtMs: clock.ms,
  });
  expect(await reports.list(9)).toMatchObject([{ reconciliationId: 'r-1', state: 'done', compared: 8 }]);
  expect(reportLines().map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Compared 8 positions/),
  ]);
  // Asked for again it is done already.
  expect(await runSlice(worker(), RUN, NEVER_MS)).toEqual({ kind: 'done' });
  expect([asked.length, reportLines().length]).toEqual([8, 1]);
});

test('while one slice runs, another run waits', async () => {
  await shelves(1);
  const first = worker();
  const held = await first.reports.lock();
  expect(await runSlice(worker(), { ...RUN, reconciliationId: 'r-2' }, NEVER_MS)).toMatchObject({
    kind: 'again',
  });
  expect(asked).toEqual([]);
  await held?.end();
  expect(await runSlice(worker(), { ...RUN, reconciliationId: 'r-2' }, NEVER_MS)).toEqual({ kind: 'done' });
});

test('nothing is begun that the time of the event does not allow, and no progress is lost', async () => {
  await shelves(2);
  expect(await runSlice(worker(), RUN, clock.ms + 9_000)).toMatchObject({ kind: 'again' });
  expect(asked).toEqual([]);
  expect(await runSlice(worker(), RUN, clock.ms + 11_000)).toMatchObject({ kind: 'again' });
  expect(asked).toEqual(['sku-0000']);
});

test('killed after any of its writes, it is gone on with, and each position counts once', async () => {
  await shelves(4);
  const before = new Map(documents.files);
  for (let writes = 0; ; writes += 1) {
    documents = createMemoryDocuments(new Map(before));
    lines = [];
    documents.faults.cutAfterWrites = writes;
    const end = await runToEnd().catch((error: unknown) => error);
    documents.faults.cutAfterWrites = null;
    if (!(end instanceof PowerCut)) {
      expect(writes).toBeGreaterThan(15);
      return;
    }
    // What the dead one had leased is free again.
    clock.ms += 130_000;
    await runToEnd();
    const { reports } = worker();
    expect({ writes, report: await reports.report('r-1') }).toMatchObject({
      writes,
      report: { state: 'done', compared: 4, lines: [] },
    });
    expect(await reports.list(9)).toMatchObject([{ state: 'done', compared: 4 }]);
  }
});

async function runToEnd(): Promise<void> {
  while ((await runSlice(worker(), RUN, NEVER_MS)).kind === 'again');
}

test('a worker that was thought dead does not overwrite what was done after it', async () => {
  await shelves(4);
  const slow = worker();
  balanceOf = () => {
    throw new PowerCut();
  };
  await expect(runSlice(slow, RUN, NEVER_MS)).rejects.toThrow(PowerCut);
  const begun = await slow.reports.load('r-1');
  balanceOf = () => STOCK;
  await runToEnd();
  expect(begun && (await slow.reports.save(begun.document, begun.etag))).toBe(false);
  expect(await slow.reports.report('r-1')).toMatchObject({ compared: 4 });
});

test('a record that VBase hides is not compared, and holds up no other', async () => {
  await shelves(3);
  documents.faults.missing = (path) => path === 'positions/sku-0001/main';
  await runToEnd();
  const report = await worker().reports.report('r-1');
  expect(report).toMatchObject({ compared: 2, notCompared: 1, differences: { late: 1 } });
  expect(report?.lines.map(({ position, notCompared }) => [position.skuId, notCompared])).toEqual([
    ['sku-0001', expect.stringContaining('VBase')],
  ]);
});

test('a report stays a small document: what is beyond is counted, and said', async () => {
  await shelves(700, 'w'.repeat(150));
  balanceOf = () => null;
  await runToEnd();
  const report = await worker().reports.report('r-1');
  expect(report).toMatchObject({ notCompared: 700, differences: { late: 700 } });
  const listed = report?.lines.length ?? 0;
  expect(listed).toBeLessThan(700);
  expect(report?.message).toMatch(
    new RegExp(` ${700 - listed} more positions differ than are listed here\\.$`),
  );
  const size = documents.files.get('reconciliations/r-1')?.length ?? 0;
  expect(size).toBeGreaterThan(200_000);
  expect(size).toBeLessThan(300_000);
});

test('more than a thousand positions take several runs', async () => {
  const skuIds = await shelves(1_003);
  await runToEnd();
  expect(await worker().reports.report('r-1')).toMatchObject({ compared: 1_000, isComplete: false });
  clock.ms += 60_000;
  while ((await runSlice(worker(), { ...RUN, reconciliationId: 'r-2' }, NEVER_MS)).kind === 'again');
  expect(asked.slice(1_000, 1_003)).toEqual(skuIds.slice(1_000));
  expect(lease()).toContain('"token":null');
}, 60_000);

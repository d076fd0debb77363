import { emptyReport } from '@holdfast/node/reconciliation/report-sums';
import type { Report } from '@holdfast/node/store/reconciliation';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { conclusion, intent, NO_EFFECTS, POSITION, plan, START_MS } from './examples';
import { workerOn } from './vbase-fixtures';

const DAY_MS = 24 * 3_600_000;
let documents: MemoryDocuments;
let clock: { nowMs: number };

beforeEach(() => {
  documents = createMemoryDocuments();
  clock = { nowMs: START_MS };
});

const fresh = () => workerOn(documents, { now: () => clock.nowMs });

const report = (reconciliationId: string, startedAtMs = clock.nowMs): Report =>
  emptyReport({ reconciliationId, trigger: 'person', startedAtMs });

const listed = async () => (await fresh().reports.list(1_000)).map((one) => one.reconciliationId);
const kept = () => [...documents.files.keys()].filter((path) => path.startsWith('reconciliations/'));

test('a proven total outlives its plan, which the position lets go of', async () => {
  const store = fresh();
  const update = async (planId: string, totalQuantity: number) => {
    clock.nowMs += 10;
    await store.recordPlan(plan(planId, { state: 'approved' }), NO_EFFECTS);
    await store.beginRemoval(anId(planId), intent());
    const result = { kind: 'proven' as const, totalQuantity, reservedQuantity: 0, removedQuantity: 1 };
    await store.concludeRemoval(anId(planId), () => conclusion({ state: 'executed', result }));
  };
  await update('old', 40);
  await update('proven', 31);
  const provenAtMs = clock.nowMs;
  for (let n = 0; n < 12; n += 1) {
    clock.nowMs += 10;
    await store.recordPlan(plan(`later-${n}`), NO_EFFECTS);
  }
  expect([...documents.files].find(([path]) => path.startsWith('positions/'))?.[1]).not.toContain(
    '"kind":"proven"',
  );
  const { reports } = fresh();
  expect(await reports.lastProvenTotal(POSITION, provenAtMs)).toBe(31);
  expect(await reports.lastProvenTotal(POSITION, provenAtMs + 1)).toBeNull();
  await update('newest', 22);
  expect(await fresh().reports.lastProvenTotal(POSITION, 0)).toBe(22);
});

test('what was begun already is left as it is', async () => {
  const { reports } = fresh();
  await reports.begin(report('r-1'));
  const loaded = await reports.load('r-1');
  const done: Report = { ...report('r-1'), state: 'done', compared: 3 };
  await reports.save({ report: done, rest: [], leftOut: 0 }, loaded?.etag ?? '');
  await reports.tell(done);
  await fresh().reports.begin(report('r-1'));
  expect(await reports.report('r-1')).toEqual(done);
  expect(await reports.list(9)).toMatchObject([{ state: 'done', compared: 3 }]);
});

test('listed the newest first, without lines', async () => {
  for (const [id, atMs] of [
    ['b', 2],
    ['c', 3],
    ['a', 1],
  ] as const)
    await fresh().reports.saveReport(report(id, atMs));
  expect(await listed()).toEqual(['c', 'b', 'a']);
  expect(JSON.stringify(await fresh().reports.list(2))).not.toContain('lines');
  expect(await fresh().reports.list(2)).toHaveLength(2);
});

test('removed after the retention, some at a time, and never left without being listed', async () => {
  for (const id of ['a', 'b', 'c']) await fresh().reports.saveReport(report(id));
  clock.nowMs += 20 * DAY_MS;
  await fresh().reports.saveReport(report('new'));
  const tidy = () => fresh().tidy({ retentionMs: 14 * DAY_MS, atMost: 2 });
  documents.faults.missing = (path) => path === 'reconciliations/a';
  expect((await tidy()).reports).toBe(1);
  expect([(await listed()).sort(), kept().sort()]).toEqual([
    ['a', 'c', 'new'].sort(),
    ['reconciliations/a', 'reconciliations/c', 'reconciliations/new'],
  ]);
  documents.faults.missing = () => false;
  expect((await tidy()).reports).toBe(2);
  expect([await listed(), kept()]).toEqual([['new'], ['reconciliations/new']]);
  expect((await tidy()).reports).toBe(0);
});

test('of more than a hundred the oldest go, however young', async () => {
  for (let n = 0; n < 103; n += 1) await fresh().reports.saveReport(report(`r-${n}`, START_MS + n));
  expect((await fresh().tidy({ retentionMs: 14 * DAY_MS, atMost: 20 })).reports).toBe(3);
  expect([(await listed()).length, kept().length, (await listed()).at(-1)]).toEqual([100, 100, 'r-3']);
});

test('two workers that enter a report at once are both listed', async () => {
  await Promise.all(['a', 'b', 'c', 'd'].map((id) => fresh().reports.begin(report(id))));
  expect((await listed()).sort()).toEqual(['a', 'b', 'c', 'd']);
});

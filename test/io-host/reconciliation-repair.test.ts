import type { Run } from '@holdfast/node/io/host/io-host';
import { ioReconciliationApi } from '@holdfast/node/io/reconciliation/io-reconciliation-api';
import { emptyReport } from '@holdfast/node/reconciliation/report-sums';
import type { ReportLine } from '@holdfast/node/store/reconciliation';
import { anId } from '../builders/an-id';
import { at, START_MS } from '../store-contract/examples';

const NO_ACCOUNTS = { reserved: null, total: null, 'on-hand': null, booked: null };

function line(skuId: string, kind: 'late' | 'lost-reservation'): ReportLine {
  const about = {
    account: 'reserved' as const,
    units: -1,
    lockIds: [anId(skuId)],
    orderIds: [],
    message: 'm',
  };
  return {
    position: { skuId: anId(skuId), warehouseId: anId('main') },
    comparedAtMs: START_MS,
    notCompared: null,
    accounts: NO_ACCOUNTS,
    byStatus: {},
    differences: [{ ...about, class: kind }],
    count: { onHand: 1, countedAt: at(0) },
  };
}

/** A run whose every look at a plan takes two seconds; no position has one, so each is planned anew. */
function slowRun(lines: ReportLine[]) {
  let nowMs = START_MS;
  const planned: string[] = [];
  const begun = emptyReport({ reconciliationId: 'r-1', trigger: 'person', startedAtMs: START_MS });
  const report = { ...begun, state: 'done' as const, lines };
  const run = {
    now: () => nowMs,
    reports: { report: async () => report, saveReport: async () => undefined },
    store: {
      async currentPlan() {
        nowMs += 2_000;
        return null;
      },
    },
    dispatcher: { planPosition: async ({ skuId }: { skuId: string }) => void planned.push(skuId) },
  };
  return { api: ioReconciliationApi(run as unknown as Run), planned };
}

const everything = { positions: null, who: 'nobody', note: null };
const skus = (count: number) => Array.from({ length: count }, (_each, n) => `sku-${n}`);

test('a long repair ends in time, and names what it did not come to', async () => {
  const { api, planned } = slowRun(skus(25).map((skuId) => line(skuId, 'lost-reservation')));
  const outcome = await api.repair('r-1', everything);
  expect(planned).toEqual(skus(20));
  const repairs = outcome.kind === 'repaired' ? outcome.repairs : [];
  expect(repairs.map(({ position }) => position.skuId)).toEqual(skus(25));
  const untold = repairs.filter(({ message }) => message.includes('once more'));
  expect(untold.map(({ position }) => position.skuId)).toEqual(skus(25).slice(20));
});

test('only what was asked for and may be repaired', async () => {
  const { api, planned } = slowRun([
    line('a', 'late'),
    line('b', 'lost-reservation'),
    line('c', 'lost-reservation'),
  ]);
  const position = (skuId: string) => ({ skuId: anId(skuId), warehouseId: anId('main') });
  await api.repair('r-1', { ...everything, positions: [position('a'), position('c')] });
  expect(planned).toEqual(['c']);
});

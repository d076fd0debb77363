import { AN_ADMIN } from '@holdfast/node/api/caller';
import {
  type ReconciliationApi,
  reconciliationRoutes,
} from '@holdfast/node/api/routes/reconciliation-routes';
import type { RepairOutcome } from '@holdfast/node/reconciliation/repair-report';
import { addLine, close, emptyReport } from '@holdfast/node/reconciliation/report-sums';
import type { Report, ReportLine } from '@holdfast/node/store/reconciliation';
import { anId } from '../builders/an-id';

const STARTED = Date.UTC(2026, 4, 1, 12);
const NOWHERE = { reserved: null, total: null, 'on-hand': null, booked: null };

const line = (skuId: string, units: number, kind: 'late' | 'unknown'): ReportLine => ({
  position: { skuId: anId(skuId), warehouseId: anId('w') },
  comparedAtMs: STARTED,
  notCompared: null,
  accounts: { ...NOWHERE, reserved: { expected: 5, actual: 5 + units } },
  byStatus: { acknowledged: 5 },
  differences:
    units === 0
      ? []
      : [
          {
            account: 'reserved',
            class: kind,
            units,
            lockIds: [anId('l')],
            orderIds: [anId('o')],
            message: 'It differs.',
          },
        ],
  count: null,
});

function reportOf(...lines: ReportLine[]): Report {
  const report = emptyReport({ reconciliationId: 'r-1', trigger: 'person', startedAtMs: STARTED });
  for (const one of lines) addLine(report, one);
  return close(report, STARTED + 1_000);
}

function routesOn(outcome: RepairOutcome, kept: Report | null = null) {
  const asked: unknown[] = [];
  const books: ReconciliationApi = {
    list: async (limit) => {
      asked.push(limit);
      return kept === null ? [] : [kept];
    },
    read: async () => kept,
    begin: async () => emptyReport({ reconciliationId: 'r-2', trigger: 'person', startedAtMs: STARTED }),
    repair: async (...request) => {
      asked.push(request);
      return outcome;
    },
  };
  const run = (
    method: string,
    path: string,
    input: { query?: object; params?: object; body?: unknown } = {},
  ) => {
    const found = reconciliationRoutes({ reconciliations: books }).find(
      (one) => one.method === method && one.path === path,
    );
    if (!found) throw new Error(path);
    return found.run({
      params: { ...input.params },
      query: { ...input.query },
      body: input.body ?? {},
      caller: AN_ADMIN,
    });
  };
  return { run, asked };
}

const NOT_FOUND: RepairOutcome = { kind: 'not-found' };
const ONE = { params: { reconciliationId: 'r-1' } };

test('a report counts everybody and shows where something differs', async () => {
  const report = reportOf(line('1', 0, 'late'), line('2', -2, 'unknown'), line('3', 1, 'late'));
  const { run } = routesOn(NOT_FOUND, report);
  expect(await run('get', '/reconciliations/{reconciliationId}', ONE)).toMatchObject({
    kind: 'answer',
    answer: {
      message: expect.stringMatching(/Compared 3 positions.*1 difference.*1 that is only late/),
      compared: 3,
      unexplained: 1,
      accounts: { reserved: { expected: 15, actual: 14 }, total: null },
      differences: { late: 1, unknown: 1, 'lost-reservation': 0 },
      startedAt: '2026-05-01T12:00:00.000Z',
      lines: [{ skuId: '2', differences: [{ units: -2 }], repair: null }, { skuId: '3' }],
    },
  });
});

test('the list has no lines, and as many as asked for', async () => {
  const { run, asked } = routesOn(NOT_FOUND, reportOf(line('2', -2, 'unknown')));
  const reply = await run('get', '/reconciliations', { query: { limit: '7' } });
  expect(JSON.stringify(reply)).not.toContain('lines');
  expect(asked).toEqual([7]);
  expect(await run('get', '/reconciliations', { query: { limit: '101' } })).toMatchObject({ status: 400 });
});

test('it is begun, and goes on by itself', async () => {
  const reply = await routesOn(NOT_FOUND).run('post', '/reconciliations');
  expect(reply).toMatchObject({
    kind: 'answer',
    answer: { reconciliationId: 'r-2', state: 'running', endedAt: null },
  });
});

test('a repair tells what became of each position, or why nothing did', async () => {
  const path = '/reconciliations/{reconciliationId}/repair';
  const position = { skuId: anId('2'), warehouseId: anId('w') };
  const done = routesOn({
    kind: 'repaired',
    repairs: [{ position, kind: 'approved', planId: anId('p'), message: 'It is approved.' }],
  });
  expect(await done.run('post', path, { ...ONE, body: { positions: [position], note: ' seen ' } })).toEqual({
    kind: 'answer',
    answer: { repairs: [{ ...position, kind: 'approved', planId: 'p', message: 'It is approved.' }] },
    isDone: true,
  });
  expect(done.asked).toEqual([['r-1', { positions: [position], who: 'An admin', note: 'seen' }]]);
  const refused = routesOn({ kind: 'refused', why: 'It is running.' });
  expect(await refused.run('post', path, ONE)).toMatchObject({ status: 409, error: 'It is running.' });
  expect(await routesOn(NOT_FOUND).run('post', path, ONE)).toMatchObject({ status: 404 });
});

import type { PlanState } from '@holdfast/node/core/plan/plan-state';
import { emptyReport } from '@holdfast/node/reconciliation/report-sums';
import type { RemovalResult } from '@holdfast/node/store/plan';
import type { ReconciliationStore, Report } from '@holdfast/node/store/reconciliation';
import type { Store } from '@holdfast/node/store/store';
import { anId } from '../builders/an-id';
import { at, conclusion, intent, NO_EFFECTS, POSITION, plan, START_MS } from './examples';
import type { TestClock } from './harness';

/** Where reports are kept, beside the store whose plans it looks at. */
export interface ReportsUnderTest {
  reports: ReconciliationStore;
  store: Store;
  clock: TestClock;
}

/** Every promise of the `ReconciliationStore` port. */
export function reconciliationContract(name: string, make: () => Promise<ReportsUnderTest>): void {
  describe(`${name} keeps the contract of reports`, () => {
    let under: ReportsUnderTest;
    beforeEach(async () => {
      under = await make();
    });

    const report = (more: Partial<Report> = {}): Report => ({
      ...emptyReport({ reconciliationId: 'r-1', trigger: 'person', startedAtMs: START_MS }),
      ...more,
    });

    it('gives back exactly what was kept, and the newest of one id', async () => {
      const { reports } = under;
      expect(await reports.report('r-1')).toBeNull();
      await reports.saveReport(report());
      const done = report({
        state: 'done',
        endedAtMs: START_MS + 5,
        accounts: { reserved: { expected: 3, actual: 2 }, total: null, 'on-hand': null, booked: null },
        lines: [
          {
            position: POSITION,
            comparedAtMs: START_MS,
            notCompared: null,
            accounts: { reserved: { expected: 3, actual: 2 }, total: null, 'on-hand': null, booked: null },
            byStatus: { acknowledged: 3 },
            differences: [],
            count: { onHand: 4, countedAt: at(2) },
          },
        ],
      });
      await reports.saveReport(done);
      expect(await reports.report('r-1')).toEqual(done);
    });

    it('remembers how the books of a position stood, of each by itself', async () => {
      const { reports } = under;
      expect(await reports.opening(POSITION)).toBeNull();
      const opening = { totalQuantity: 5, residual: { unknown: -2 } };
      await reports.saveOpening(POSITION, opening, START_MS);
      await reports.saveOpening(
        { ...POSITION, skuId: anId('x') },
        { totalQuantity: 9, residual: null },
        START_MS,
      );
      expect(await reports.opening(POSITION)).toEqual({ opening, comparedAtMs: START_MS });
      await reports.saveOpening(POSITION, { totalQuantity: 6, residual: {} }, START_MS + 1);
      expect(await reports.opening(POSITION)).toEqual({
        opening: { totalQuantity: 6, residual: {} },
        comparedAtMs: START_MS + 1,
      });
    });

    it('knows the total that our last proven update has left', async () => {
      const { reports, store, clock } = under;
      const end = async (
        planId: string,
        result: RemovalResult,
        state: PlanState = 'executed',
        where = POSITION,
      ) => {
        clock.nowMs += 10;
        await store.recordPlan(plan(planId, { state: 'approved', position: where }), NO_EFFECTS);
        await store.beginRemoval(anId(planId), intent());
        await store.concludeRemoval(anId(planId), () =>
          conclusion({ state: state === 'executed' ? 'executed' : 'failed', result }),
        );
      };
      const last = (sinceMs = 0) => reports.lastProvenTotal(POSITION, sinceMs);
      expect(await last()).toBeNull();
      const numbers = { reservedQuantity: 0, removedQuantity: 1 };
      await end('p-1', { kind: 'proven', totalQuantity: 12, ...numbers });
      expect(await last()).toBe(12);
      await end('p-2', { kind: 'unclear', message: 'somebody else' }, 'failed');
      await end('p-3', { kind: 'not-applied', message: 'nothing' }, 'failed');
      await end('elsewhere', { kind: 'proven', totalQuantity: 99, ...numbers }, 'executed', {
        ...POSITION,
        skuId: anId('x'),
      });
      expect(await last()).toBe(12);
      await end('p-4', { kind: 'lost', message: 'lost', lost: [], repairedTotal: 3 }, 'failed');
      expect(await last()).toBe(3);
      // What was sent stands, whatever was not released by it.
      await end('p-5', { kind: 'not-released', message: 'held', lockIds: [] }, 'failed');
      expect(await last()).toBe(intent().update.quantity);
      expect(await last(clock.nowMs)).toBe(intent().update.quantity);
      expect(await last(clock.nowMs + 1)).toBeNull();
    });
  });
}

import type { ReconciliationView } from '@holdfast/node/api/schemas/reconciliation';
import type { Holdfast } from './holdfast';
import { until } from './until';

/** Compares the books as an admin does, and waits for the report. */
export async function reconcileNow({ admin }: Pick<Holdfast, 'admin'>): Promise<ReconciliationView> {
  const begun = await admin.post('/reconciliations', {});
  expect(begun).toMatchObject({ status: 200, body: { state: 'running', trigger: 'person' } });
  const { reconciliationId } = begun.body as { reconciliationId: string };
  return until('the report', async () => {
    const report = await admin.reconciliation(reconciliationId);
    return report.state === 'running' ? null : report;
  });
}

/** Whatever was found that is not merely late, as class, account and units. */
export function foundIn(report: ReconciliationView) {
  return report.lines.flatMap(({ skuId, differences }) =>
    differences
      .filter((one) => one.class !== 'late')
      .map((one) => `${skuId}: ${one.class}, ${one.account} ${one.units}`),
  );
}

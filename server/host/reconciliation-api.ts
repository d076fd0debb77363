import type { ReconciliationApi } from '@holdfast/node/api/routes/reconciliation-routes';
import { repairReport } from '@holdfast/node/reconciliation/repair-report';
import { emptyReport } from '@holdfast/node/reconciliation/report-sums';
import type { Pool } from 'pg';
import type { JobServices } from '../jobs/job-services';
import { askForReconciliation } from '../jobs/tasks/reconcile';
import { createReconciliationStore } from '../postgres/reconciliation/create-reconciliation-store';
import { listReports } from '../postgres/reconciliation/list-reports';

/** Comparing is long work and runs as a job; the rest is done at once. */
export function reconciliationApi(services: JobServices, pool: Pool): ReconciliationApi {
  const { account, now } = services;
  const reports = createReconciliationStore({ pool, account });
  return {
    list: (limit) => listReports(pool, account, limit),
    read: (reconciliationId) => reports.report(reconciliationId),
    async begin() {
      const begun = emptyReport({
        reconciliationId: services.newId(),
        trigger: 'person',
        startedAtMs: now(),
      });
      await reports.saveReport(begun);
      await askForReconciliation(services, begun.reconciliationId, now());
      return begun;
    },
    repair: (reconciliationId, request) => repairReport({ ...services, reports }, reconciliationId, request),
  };
}

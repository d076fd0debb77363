import { reconcile as compare } from '@holdfast/node/reconciliation/reconcile';
import type { Report } from '@holdfast/node/store/reconciliation';
import { z } from 'zod';
import type { JobEnd } from '../job-edge';
import { addJobNoLaterThan } from '../job-queries';
import type { JobServices } from '../job-services';
import { taskName } from '../task-names';
import { alone } from './listen';

/** With an id, a person has asked for it; the clock brings none. */
export const reconcilePayload = z.object({ reconciliationId: z.string().optional() });

const BUSY_MS = 5_000;

/** Compares the books, one comparison at a time. */
export async function reconcile(
  services: JobServices,
  { reconciliationId }: z.output<typeof reconcilePayload>,
): Promise<JobEnd> {
  const end = await alone(services, 'reconcile', async () => {
    const asked = reconciliationId !== undefined;
    const report = await compare(services, {
      reconciliationId: reconciliationId ?? services.newId(),
      trigger: asked ? 'person' : 'schedule',
    });
    tellMetrics(services, report);
  });
  if (end === 'busy' && reconciliationId !== undefined) await askAgain(services, reconciliationId);
  return end;
}

function tellMetrics({ metrics }: JobServices, { differences }: Report): void {
  metrics.reconciliations.inc();
  for (const [kind, count] of Object.entries(differences)) metrics.differences.set({ class: kind }, count);
}

function askAgain(services: JobServices, reconciliationId: string): Promise<void> {
  return askForReconciliation(services, reconciliationId, services.now() + BUSY_MS);
}

export function askForReconciliation(
  { pool, account }: Pick<JobServices, 'pool' | 'account'>,
  reconciliationId: string,
  notBeforeMs: number,
): Promise<void> {
  return addJobNoLaterThan(pool, {
    task: 'reconcile',
    account,
    key: `${taskName('reconcile', account)}:${reconciliationId}`,
    payload: { reconciliationId },
    notBeforeMs,
  });
}

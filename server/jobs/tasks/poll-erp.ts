import { pollStock } from '@holdfast/node/reconciliation/poll-stock';
import type { JobEnd } from '../job-edge';
import type { JobServices } from '../job-services';
import { alone } from './listen';

/** Reads the ERP's stock levels; what stops it is in the log, and the next turn goes on there. */
export async function pollErp(services: JobServices): Promise<JobEnd> {
  const { connector } = services;
  if (connector === null) return 'parked';
  return alone(services, 'poll-erp', async () => {
    await pollStock({ ...services, connector });
  });
}

import type { ChainServices } from '../../../middlewares/chain-services';
import { resumeRemoval } from '../../../removal/resume-removal';
import type { Plan } from '../../../store/plan';
import type { OpenAccount } from '../../host/io-host';
import { describe, RUN_TIMES } from '../../host/serve-work';
import { IDLE_SETTINGS } from '../../settings/parse-settings';

/**
 * What still runs while the settings are wrong: an update of which nobody knows yet whether VTEX applied it is
 * read back and judged, and units it released wrongly are taken off sale. Nothing new is planned or begun.
 * `mirrorOn`: whether an ERP is to be told, once it can be.
 */
export async function readBackBegun(open: OpenAccount, mirrorOn: boolean): Promise<void> {
  const startedAtMs = open.now();
  const run = open.begin(IDLE_SETTINGS, startedAtMs + RUN_TIMES.deadlineMs);
  const services = { ...run, settings: { ...run.settings, mirrorOn } };
  for (const plan of await open.store.unfinishedRemovals()) {
    if (open.now() - startedAtMs > RUN_TIMES.startForMs) return;
    await readBackOne(services, plan).catch((error: unknown) =>
      open.log.error('A removal that was begun could not be judged.', describe(error)),
    );
  }
}

async function readBackOne(services: ChainServices, { position }: Plan): Promise<void> {
  const lease = await services.store.lockPosition(position);
  if (lease === null) return;
  try {
    const current = await services.store.currentPlan(position);
    if (current?.state === 'executing') await resumeRemoval(services, current);
  } finally {
    await lease.end();
  }
}

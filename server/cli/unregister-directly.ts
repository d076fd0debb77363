import { describeUnregistered } from '@holdfast/node/api/describe-unregistered';
import type { UnregisteredView } from '@holdfast/node/api/schemas/unregistered';
import { type UnregisterOptions, unregister } from '@holdfast/node/listeners/unregister';
import { describeProblems } from '../config/describe-problems';
import { parseConfig } from '../config/parse-config';
import { createJobServices } from '../host/create-job-services';
import { hostSettings } from '../host/host-settings';
import { openDatabase } from '../host/open-database';
import { createLog } from '../log/create-log';
import { createMetrics } from '../metrics/create-metrics';
import { NotDone } from './exit-codes';

/**
 * Unregisters without a server, on its database: what ours had replaced is kept there. An embedded database that a
 * running server has open cannot be opened twice, which the failure says.
 */
export async function unregisterDirectly(
  env: Readonly<Record<string, string | undefined>>,
  how: UnregisterOptions,
  url: string,
): Promise<UnregisteredView> {
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new NotDone(describeProblems(parsed.problems));
  const { config } = parsed;
  const { vtex } = config;
  if (vtex === null) {
    throw new NotDone(
      `No server was asked (${url} does not answer, or HOLDFAST_ADMIN_TOKEN is not set), and VTEX_ACCOUNT is not set: nothing here is registered at a store.`,
    );
  }
  const log = createLog('silent');
  const database = await openDatabase(config, log).catch((error: unknown) => {
    throw new NotDone(
      `The database cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  try {
    const services = createJobServices({
      settings: hostSettings(config, vtex),
      databaseUrl: database.url,
      pool: database.jobs,
      log,
      metrics: createMetrics({ waitingNotifications: () => 0 }),
      turns: database.turns,
      hook: null,
      vtexKeys: () => vtex.keys,
      isRush: () => false,
    });
    try {
      return describeUnregistered(await unregister(services, how));
    } finally {
      await services.close();
    }
  } finally {
    await database.close();
  }
}

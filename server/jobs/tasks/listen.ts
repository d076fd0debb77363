import { HOOK_STATUSES } from '@holdfast/node/core/order/order-status';
import { retryAppeared } from '@holdfast/node/deliver/retry-appeared';
import { runBackfill } from '@holdfast/node/listeners/backfill';
import { checkMissingRights, checkRights } from '@holdfast/node/listeners/check-rights';
import { ensureHook } from '@holdfast/node/listeners/keep-hook';
import { redispatchDue } from '@holdfast/node/listeners/redispatch-due';
import { hookToldOf, readFeedAndTell } from '@holdfast/node/listeners/tell-state';
import { sweepAndTell } from '@holdfast/node/listeners/tell-sweep-progress';
import { recoverRemovals } from '@holdfast/node/removal/recover-removals';
import { type HookState, readListenerState, saveHookState } from '@holdfast/node/store/listener-state';
import { createRetryStore } from '../../postgres/queries/retry-store';
import type { JobEnd } from '../job-edge';
import { countOrderJobs } from '../job-queries';
import type { JobServices } from '../job-services';

/** Removals of a process that died; those of the last moments may still be running somewhere. */
const UNFINISHED_AFTER_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Checks the key's rights, hook and feed at VTEX, mends what is ours, reads what the feed kept, and says what is not ours. */
export async function keepListening(services: JobServices): Promise<JobEnd> {
  await checkRights(services);
  await keepHook(services);
  const end = await drainFeed(services);
  const { hook, feed } = await readListenerState(services.store);
  for (const state of [hook, feed])
    if (state?.outcome === 'foreign' && state.message !== null) services.log.warn(state.message);
  return end;
}

export async function keepHook(services: JobServices): Promise<HookState> {
  const state = await hookState(services);
  await saveHookState(services.store, state);
  return state;
}

async function hookState(services: JobServices): Promise<HookState> {
  const checkedAtMs = services.now();
  if (services.hook === null)
    return { checkedAtMs, outcome: 'off', message: 'HOLDFAST_PUBLIC_URL is not set.' };
  const outcome = await ensureHook(
    services,
    { ...services.hook, statuses: HOOK_STATUSES },
    services.takeOver,
  );
  return { checkedAtMs, ...hookToldOf(outcome) };
}

/** The backstop of the hook. A drain that takes longer than a minute is not run beside itself. */
export function drainFeed(services: JobServices): Promise<JobEnd> {
  return alone(services, 'drain-feed', async () => {
    await readFeedAndTell(services, services.takeOver);
  });
}

export function sweep(services: JobServices): Promise<JobEnd> {
  return alone(services, 'sweep', async () => {
    await sweepAndTell(services, { firstLookBackMs: services.backfillHours * HOUR_MS });
  });
}

/** Bounded, so that whoever stops the server does not wait for it; the clock goes on with it a minute later. */
const BACKFILL_FOR_MS = 50_000;
/** Orders of a backfill that wait to be looked at; the live ones beside them wait no longer than for these. */
const MOST_ORDERS_WAITING = 200;

export function backfill(services: JobServices): Promise<JobEnd> {
  const { pool, account } = services;
  const hasRoom = async () => (await countOrderJobs(pool, account)) < MOST_ORDERS_WAITING;
  return alone(services, 'backfill', async () => {
    await runBackfill(services, { forMs: BACKFILL_FOR_MS, hasRoom });
  });
}

/** Starts again what waits in our own record: lost jobs, expired reservations, removals nobody finished, what the ERP lacked. */
export function redispatch(services: JobServices): Promise<JobEnd> {
  return alone(services, 'redispatch', async () => {
    await checkMissingRights(services);
    await redispatchDue(services);
    await recoverRemovals(services, UNFINISHED_AFTER_MS);
    const { connector, pool, account } = services;
    if (connector !== null) {
      await retryAppeared({ ...services, connector, retry: createRetryStore(pool, account) });
    }
  });
}

/** Runs `work` unless it runs already, here or in another process. */
export async function alone(
  { locks }: JobServices,
  name: string,
  work: () => Promise<void>,
): Promise<JobEnd> {
  const lease = await locks.tryLock(name);
  if (lease === null) return 'busy';
  try {
    await work();
    return 'done';
  } finally {
    await lease.end();
  }
}

import { createApiActions } from '@holdfast/node/api/create-api-actions';
import { describeSweep } from '@holdfast/node/api/describe-sweep';
import type { ApiActions } from '@holdfast/node/api/ports';
import { say } from '@holdfast/node/core/said/say';
import { listenAgain } from '@holdfast/node/listeners/unregister';
import { readSweepProgress, saveSweepProgress } from '@holdfast/node/store/sweep-progress';
import type { Pool } from 'pg';
import { addJobNoLaterThan, type KeyedJob } from '../jobs/job-queries';
import type { JobServices } from '../jobs/job-services';
import { taskName } from '../jobs/task-names';
import { keepHook } from '../jobs/tasks/listen';
import { createRetryStore } from '../postgres/queries/retry-store';

/** What an admin can do; long work is asked for as a job. */
export function apiActions(services: JobServices, pool: Pool): ApiActions {
  const { account, dispatcher, now } = services;
  return createApiActions({
    services,
    retry: { store: createRetryStore(pool, account), dispatcher, now },
    async registerHook() {
      await listenAgain(services.store);
      const { outcome, message } = await keepHook(services);
      if (outcome === 'registered' || outcome === 'repaired')
        return { kind: 'done', ...say('hook.is-registered') };
      return { kind: 'failed', message: message ?? 'The order hook could not be registered.' };
    },
    askForBackfill: () => addJobNoLaterThan(services.pool, backfillJob(services)),
    async sweep() {
      const key = taskName('sweep', account);
      await tellAsked(services);
      await addJobNoLaterThan(services.pool, {
        task: 'sweep',
        account,
        key,
        payload: {},
        notBeforeMs: now(),
      });
      return { kind: 'done', ...say('sweep.asked-for') };
    },
  });
}

function backfillJob({ account, now }: JobServices): KeyedJob {
  const key = taskName('backfill', account);
  return { task: 'backfill', account, key, payload: {}, notBeforeMs: now() };
}

/** Who asks for a sweep sees it wait; one that runs already goes on telling how far it is. */
async function tellAsked({ store, now }: JobServices): Promise<void> {
  const last = await readSweepProgress(store);
  if (describeSweep(last, now()).state === 'running') return;
  const nothingYet = { endedAtMs: null, orders: 0, total: null, share: 0 };
  await saveSweepProgress(store, {
    startedAtMs: now(),
    updatedAtMs: now(),
    ...nothingYet,
    ...say('sweep.waits-for-worker'),
  });
}

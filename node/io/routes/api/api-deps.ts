import { createApiActions } from '../../../api/create-api-actions';
import { erpHealthOf } from '../../../api/erp-health';
import type { ApiActions, ApiDeps } from '../../../api/ports';
import { say } from '../../../core/said/say';
import { listenAgain } from '../../../listeners/unregister';
import type { OpenAccount, Run } from '../../host/io-host';
import { ioReconciliationApi } from '../../reconciliation/io-reconciliation-api';
import { createIoRetryStore } from '../../search/retry-store';
import { IDLE_SETTINGS, type IoSettings } from '../../settings/parse-settings';
import { HOOK_ROUTE, keepHook } from '../../work/listen';

/** The admin API of one request. */
export function apiDeps(open: OpenAccount, run: Run, settings: IoSettings | null): ApiDeps {
  const { account, queries, now, store } = open;
  const { mode, guardGapMs, gatherWindowMs, publicUrl } = settings ?? IDLE_SETTINGS;
  return {
    account,
    queries,
    log: store,
    actions: actionsOf(open, run, settings ?? IDLE_SETTINGS),
    reconciliations: ioReconciliationApi(run),
    settings: () => ({
      account,
      mode,
      guardGapMs,
      gatherWindowMs,
      erpConnector: run.connector?.name ?? null,
      publicUrl: publicUrl === null ? null : `${publicUrl}${HOOK_ROUTE}`,
      sandbox: false,
    }),
    erpHealth: () => erpHealthOf(run.connector),
    now,
  };
}

function actionsOf({ store, now }: OpenAccount, run: Run, settings: IoSettings): ApiActions {
  return createApiActions({
    services: run,
    retry: { store: createIoRetryStore({ store, reads: store.reads }), dispatcher: run.dispatcher, now },
    async registerHook() {
      await listenAgain(store);
      const { outcome, message } = await keepHook(run, settings);
      if (outcome === 'registered' || outcome === 'repaired')
        return { kind: 'done', ...say('hook.is-registered') };
      return { kind: 'failed', message: message ?? 'The order hook could not be registered.' };
    },
    async sweep() {
      const { path } = await run.list.ask({ kind: 'sweep' }, now());
      run.bell.asked(path, now());
      return { kind: 'done', ...say('sweep.asked-for') };
    },
  });
}

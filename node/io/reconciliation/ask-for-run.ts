import type { Report } from '../../store/reconciliation';
import type { SettingStore } from '../../store/store';
import type { Run } from '../host/io-host';

type Asking = Pick<Run, 'list' | 'bell' | 'now'>;

/** Durable when it resolves: the run goes on with the next events and ticks until it is done. */
export async function askForRun(
  { list, bell, now }: Asking,
  { reconciliationId, trigger }: Pick<Report, 'reconciliationId' | 'trigger'>,
): Promise<void> {
  const { path } = await list.ask({ kind: 'reconcile', reconciliationId, trigger }, now());
  bell.asked(path, now());
}

const DAILY = 'reconciliation.daily';
/** When little is on its way: 04:17 UTC, as on the server. */
const AT_MS = (4 * 60 + 17) * 60_000;

/**
 * Asks for the day's run once its time has come; true when it did. Days without a tick are not made up for, and the
 * first tick of an installation begins none. The id is the day's: cut off before the day is noted, it is asked for
 * again, and a run that is done already stays done.
 */
export async function askForDailyRun(run: Asking & { store: SettingStore }): Promise<boolean> {
  const day = new Date(run.now() - AT_MS).toISOString().slice(0, 10);
  const last = await run.store.setting(DAILY);
  if (typeof last === 'string' && last >= day) return false;
  const isDue = typeof last === 'string';
  if (isDue) await askForRun(run, { reconciliationId: `daily-${day}`, trigger: 'schedule' });
  await run.store.setSetting(DAILY, day);
  return isDue;
}

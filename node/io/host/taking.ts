import type { NotificationIntake } from '../../middlewares/hook/context';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { type Doors, IDLE_SETTINGS } from '../settings/parse-settings';
import type { LoadedSettings } from '../settings/settings-source';
import { soonWritten } from '../work/line-of-log';
import type { OpenAccount, Run } from './io-host';
import { RUN_TIMES } from './serve-work';

/** For taking things in, which needs no settings that are right. */
export function beginTaking(open: OpenAccount, loaded: LoadedSettings): Run {
  const settings = loaded.kind === 'good' ? loaded.settings : IDLE_SETTINGS;
  return open.begin(settings, open.now() + RUN_TIMES.deadlineMs);
}

export function doorsOf(loaded: Exclude<LoadedSettings, { kind: 'unavailable' }>): Doors {
  return loaded.kind === 'good' ? loaded.settings : loaded.doors;
}

/** A notification is durable once its work is written; its line in the log may come late or not at all. */
export function intakeOf(run: Pick<Run, 'dispatcher' | 'store' | 'pause'>): NotificationIntake {
  return {
    async take({ notification, lookAt, entry }) {
      try {
        if (lookAt) await run.dispatcher.lookAtOrders([notification]);
        else await soonWritten(run.store.appendLog([entry]), run.pause);
        return { kind: 'durable' };
      } catch (error) {
        if (!(error instanceof PlatformUnavailable)) throw error;
        return { kind: 'unavailable', message: 'The store of records does not answer; send it again.' };
      }
    },
  };
}

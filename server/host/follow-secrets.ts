import { type Following, followFiles } from '../config/follow-files';
import type { ReadConfig } from '../config/read-config';
import type { Log } from '../log/create-log';
import { hostSettings } from './host-settings';
import type { Host } from './start-host';

export interface FollowSecretsOptions {
  host: Pick<Host, 'change'>;
  first: ReadConfig['inFiles'];
  read(): ReadConfig;
  log: Log;
}

/** Goes on with what the files of secrets say now, for as long as the host runs. */
export function followSecrets({ host, first, read, log }: FollowSecretsOptions): Following {
  if (Object.keys(first).length === 0) return { stop: () => undefined };
  return followFiles({
    first,
    read,
    changed(config, names) {
      log.info({ names }, 'Secrets were read from their files again.');
      if (config.vtex === null) return;
      host
        .change(hostSettings(config, config.vtex))
        .catch((error: unknown) =>
          log.error({ err: error }, 'The hook was not looked at at once: the hourly check does it.'),
        );
    },
    wrong: (problems) =>
      log.error({ problems }, 'The files of secrets say something wrong: what was right goes on.'),
  });
}

import type { Platform } from '@holdfast/sandbox/platform/start-platform';
import { newReplica, type Replica } from './replica';

export interface RunningApp {
  replicas: Replica[];
  /** Everything the replicas printed, secrets taken out. */
  logs(): string;
  /** Those of the given texts, and of the platform's tokens, that the replicas printed. */
  leaks(secrets?: readonly string[]): string[];
  stop(): Promise<void>;
}

export interface RunAppOptions {
  /** As `layApp` lays it. */
  folder: string;
  platform: Platform;
  /** Default 1. */
  replicas?: number;
  env?: Record<string, string>;
}

/** Runs a built app on the platform: everything its processes call goes through the platform's proxy. */
export async function runApp({ folder, platform, ...options }: RunAppOptions): Promise<RunningApp> {
  const [app = '', version = ''] = platform.appId.split('@');
  const [vendor = '', name = ''] = app.split('.');
  const env = {
    VTEX_IO: '1',
    VTEX_APP_ID: platform.appId,
    VTEX_APP_NAME: name,
    VTEX_APP_VENDOR: vendor,
    VTEX_APP_VERSION: version,
    VTEX_ACCOUNT: platform.account,
    VTEX_WORKSPACE: platform.workspace,
    VTEX_REGION: 'aws-us-east-1',
    VTEX_PRODUCTION: String(platform.workspace === 'master'),
    NODE_ENV: 'production',
    http_proxy: platform.url,
    // Nothing leaves this machine: the platform does not open tunnels.
    https_proxy: platform.url,
    no_proxy: '',
    ...options.env,
  };
  const replicas = await Promise.all(
    Array.from({ length: options.replicas ?? 1 }, () => newReplica(folder, env)),
  );
  // Killed: the runtime's own end by SIGTERM takes half a minute.
  const stop = async () => {
    await Promise.all(replicas.map((replica) => replica.kill()));
  };
  try {
    await Promise.all(replicas.map((replica) => replica.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  platform.replicas.push(...replicas.map(({ url }) => url));
  const raw = () => replicas.map((replica) => replica.rawLogs()).join('\n');
  return {
    replicas,
    logs: () => platform.credentials.secrets().reduce((text, one) => text.replaceAll(one, '***'), raw()),
    leaks: (secrets = []) => {
      const text = raw();
      return [...platform.credentials.secrets(), ...secrets].filter((one) => text.includes(one));
    },
    stop,
  };
}

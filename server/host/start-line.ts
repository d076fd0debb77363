import type { HostSettings } from './host-settings';

export interface Started {
  settings: HostSettings;
  databaseUrl: string;
  hookUrl: string | null;
  connector: string | null;
  /** Null in the role `worker`. */
  port: number | null;
}

/** What a process runs with, for the first line of its log: of addresses the host alone, which holds no secret. */
export function startLine({
  settings,
  databaseUrl,
  hookUrl,
  connector,
  port,
}: Started): Record<string, unknown> {
  const { erp, vtex, role, mode, sandbox } = settings;
  const erpHost = erp.kind === 'connector' ? hostOf(erp.url) : null;
  return {
    account: vtex.account,
    role,
    mode,
    sandbox,
    port,
    hook: hostOf(hookUrl),
    erp: connector,
    erpHost,
    database: hostOf(databaseUrl),
  };
}

/** Host and port; null for what is no address, or names none. */
function hostOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).host || null;
}

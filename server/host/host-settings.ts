import type { ErpConfig, ServerConfig, VtexConfig } from '../config/server-config';
import type { User } from '../config/users';
import type { Caller } from '../gateway/caller';

/** The configuration with every default filled in: what one process runs with. */
export interface HostSettings {
  role: ServerConfig['role'];
  port: number;
  /** The address of this machine that is listened on; null: all of them. */
  host: string | null;
  /** Of health and metrics alone; null: `port` serves them, and a worker does not. */
  healthPort: number | null;
  vtex: VtexConfig;
  erp: Exclude<ErpConfig, { kind: 'sandbox' }>;
  mode: 'recommend' | 'execute';
  guardGapMs: number;
  gatherWindowMs: number;
  retentionDays: number;
  /** `own-port`: VTEX runs on this machine (the sandbox). */
  publicUrl: string | 'own-port' | null;
  /** How many proxies stand before us. */
  trustedProxies: number;
  /** Whether a hook or feed that is somebody else's is replaced. */
  takeOver: boolean;
  adminToken: string | null;
  users: readonly User[];
  /** Whether a token that is made may be printed: standard output is a terminal, and no log. */
  showsSecrets: boolean;
  hookSecrets: readonly string[];
  erpInboundTokens: readonly string[];
  countMaxAgeDays: number;
  /** How often the ERP's stock is read, where the connector can; 0 is never. */
  erpPollMinutes: number;
  /** How far the first sweep of an account looks back. */
  backfillHours: number;
  /** Systems that write stock as if to VTEX. */
  gatewayCallers: readonly Caller[];
  /** True when the store is the built-in model of one. */
  sandbox: boolean;
}

const GATHER_WINDOW_MS = 15_000;

/** For a real store. */
export function hostSettings(config: ServerConfig, vtex: VtexConfig): HostSettings {
  const { role, port, healthPort, guardGapMs, retentionDays, publicUrl } = config;
  const { adminToken, hookSecrets, erpInboundTokens } = config;
  return {
    role,
    port,
    host: config.host,
    healthPort,
    vtex,
    erp: config.erp.kind === 'sandbox' ? { kind: 'off' } : config.erp,
    mode: config.mode ?? 'recommend',
    guardGapMs,
    gatherWindowMs: config.gatherWindowMs ?? GATHER_WINDOW_MS,
    retentionDays,
    publicUrl,
    trustedProxies: config.trustedProxies,
    takeOver: config.takeOver,
    adminToken,
    users: config.users,
    showsSecrets: false,
    hookSecrets,
    erpInboundTokens,
    countMaxAgeDays: config.countMaxAgeDays,
    erpPollMinutes: config.erpPollMinutes,
    backfillHours: config.backfillHours,
    gatewayCallers: config.gatewayCallers,
    sandbox: false,
  };
}

import type { ChosenErp } from '../erp/connector-kind';
import type { Caller } from '../gateway/caller';
import type { User } from './users';

/** What the standalone server was told by its environment, parsed once at start. */
export interface ServerConfig {
  port: number;
  /** The address of this machine that is listened on; null: all of them. */
  host: string | null;
  /** Of health and metrics alone; null: `port` serves them, and a worker does not. */
  healthPort: number | null;
  /** `server` answers HTTP, `worker` does the jobs, `all` does both. */
  role: 'all' | 'server' | 'worker';
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Null: an embedded PostgreSQL under `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** Null when not set: `recommend` on a real store, `execute` in the sandbox day (nothing there is real). */
  mode: 'recommend' | 'execute' | null;
  guardGapMs: number;
  /** Null when not set: ten seconds on a real store, shorter in the sandbox day. */
  gatherWindowMs: number | null;
  retentionDays: number;
  /** Without a trailing slash; null: VTEX cannot reach us, the feed and the sweep do the listening. */
  publicUrl: string | null;
  /** How many proxies stand before us: so many addresses from the end of X-Forwarded-For is the client's. */
  trustedProxies: number;
  /** Whether a hook or feed that is somebody else's is replaced. */
  takeOver: boolean;
  /** Null, and nobody is named: made at the first start and kept. */
  adminToken: string | null;
  /** Of this account. */
  users: readonly User[];
  /** The first is told to VTEX, any of them is taken; none: made at the first start and kept. */
  hookSecrets: readonly string[];
  /** Null: the sandbox store. */
  vtex: VtexConfig | null;
  erp: ErpConfig;
  /** Any of them is taken; none: counts from the ERP are refused. */
  erpInboundTokens: readonly string[];
  /** An older count is refused. */
  countMaxAgeDays: number;
  /** How often the ERP's stock is read, where the connector can; 0 is never. */
  erpPollMinutes: number;
  /** How far the first sweep of an account looks back. */
  backfillHours: number;
  /** Systems that write stock as if to VTEX. */
  gatewayCallers: readonly Caller[];
}

export interface VtexConfig {
  account: string;
  /** The first is used; the next one where VTEX does not know it, while one takes the place of the other. */
  keys: readonly VtexKey[];
  /** Without a trailing slash. */
  baseUrl: string;
}

export interface VtexKey {
  appKey: string;
  appToken: string;
}

export type ErpConfig = ChosenErp | { kind: 'sandbox' } | { kind: 'off' };

export interface ConfigProblem {
  /** The environment variable. */
  name: string;
  /** What it wants, as the end of a sentence; never the value it has. */
  wants: string;
}

export type ParsedConfig = { ok: true; config: ServerConfig } | { ok: false; problems: ConfigProblem[] };

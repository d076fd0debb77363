import { randomBytes } from 'node:crypto';
import { startSandbox } from '@holdfast/sandbox/start-sandbox';
import type { ServerConfig } from '../config/server-config';
import { webhook } from '../erp/webhook';
import type { Caller } from '../gateway/caller';
import { type HostSettings, hostSettings } from '../host/host-settings';
import type { OpenDatabase } from '../host/open-database';
import { startHost } from '../host/start-host';
import type { Log } from '../log/create-log';
import { startBlindErp } from './blind-erp';
import { clearDay } from './clear-day';
import { describeDay } from './describe-day';
import { readDay } from './read-day';
import { showSummary } from './show-summary';

export interface SandboxDayOptions {
  config: ServerConfig;
  database: OpenDatabase;
  log: Log;
  /** Run in reverse order when the process stops. */
  stops: (() => Promise<void>)[];
}

/** Short enough to see a removal within the newcomer's minute, long enough to gather a few invoices. */
const GATHER_WINDOW_MS = 3_000;

/**
 * Runs Holdfast against the store and ERP of the sandbox, with shoppers buying. Nothing there is real, so the
 * safe removals run by themselves unless HOLDFAST_MODE says otherwise.
 */
export async function startSandboxDay({ config, database, log, stops }: SandboxDayOptions): Promise<void> {
  const sandbox = await startSandbox({ shoppers: true });
  stops.push(() => sandbox.stop());
  const { accountName: account, appKey, appToken, url: baseUrl } = sandbox.store;
  await clearDay(database.web, account);
  const [countToken = randomBytes(24).toString('hex')] = config.erpInboundTokens;
  const settings: HostSettings = {
    ...hostSettings(config, { account, keys: [{ appKey, appToken }], baseUrl }),
    mode: config.mode ?? 'execute',
    gatherWindowMs: config.gatherWindowMs ?? GATHER_WINDOW_MS,
    erp: config.erp.kind === 'sandbox' ? sandboxErp(sandbox.erp) : config.erp,
    publicUrl: config.publicUrl ?? 'own-port',
    erpInboundTokens: [countToken],
    // Of this day, like all that it opens.
    adminToken: config.adminToken ?? randomBytes(24).toString('base64url'),
    gatewayCallers: config.gatewayCallers.length > 0 ? config.gatewayCallers : [blindErp()],
    sandbox: true,
  };
  const host = await startHost(settings, database, besideSummary(log, config));
  stops.push(() => host.stop());
  const [caller] = settings.gatewayCallers;
  if (host.port !== null && caller !== undefined) {
    const shelves = () => sandbox.store.model.oracle().positions;
    const blind = startBlindErp({ url: `http://127.0.0.1:${host.port}`, caller, shelves, log });
    stops.push(async () => blind.stop());
  }
  const about = {
    url: host.port === null ? null : `http://localhost:${host.port}`,
    storeUrl: baseUrl,
    storeKey: appKey,
    storeToken: appToken,
    countToken,
    erpUrl: (settings.erp.kind === 'connector' ? settings.erp.url : null) ?? 'none',
    erpIsOurs: config.erp.kind === 'sandbox',
    mode: settings.mode,
    modeIsDefault: config.mode === null,
    adminToken: settings.adminToken ?? '',
  };
  const summary = showSummary({
    out: process.stdout,
    read: async () => describeDay(about, await readDay({ pool: database.web, account, sandbox })),
  });
  stops.push(async () => summary.stop());
}

/** Its number is what lies there now; a minute is more than its request takes. */
function blindErp(): Caller {
  return {
    name: 'blind-erp',
    appKey: 'sandbox-blind-erp',
    appToken: randomBytes(24).toString('hex'),
    quantity: 'on-hand',
    booksOut: 'invoice',
    lagMinutes: 1,
    mode: 'guard',
  };
}

/** On a terminal the summary is drawn over and over: lines that say the same in between would only tear it. */
function besideSummary(log: Log, { logLevel }: ServerConfig): Log {
  const isDrawn = process.stdout.isTTY && process.stderr.isTTY;
  return isDrawn && logLevel === 'info' ? log.child({}, { level: 'warn' }) : log;
}

function sandboxErp({ url, secret }: { url: string; secret: string }): HostSettings['erp'] {
  const read = webhook.read({ ERP_URL: url, ERP_SECRET: secret }, 'this is the sandbox');
  if (!read.ok) throw new Error("The sandbox's ERP has no valid address or secret.");
  return read.erp;
}

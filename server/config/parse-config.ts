import type { ConfigProblem, ErpConfig, ParsedConfig, ServerConfig, VtexConfig } from './server-config';
import { strayTrytonProblems, trytonOf, trytonProblems } from './tryton-config';
import { type Variables, variables } from './variables';

/**
 * Reads the environment. Every wrong variable is named in one go, so that a person mends them all at once;
 * an empty variable counts as not set. Pure: the caller prints and exits.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): ParsedConfig {
  const given = withoutEmpty(env);
  const parsed = variables.safeParse(given);
  const wrongValues = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ name: String(issue.path[0]), wants: issue.message }));
  // A variable may be wrong in itself and in its group; its own problem is the one to mend first.
  const named = new Set(wrongValues.map((problem) => problem.name));
  const problems = [...wrongValues, ...groupProblems(given).filter((problem) => !named.has(problem.name))];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: configOf(parsed.data) };
}

type Given = Readonly<Record<string, string>>;

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Given {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') given[name] = value.trim();
  }
  return given;
}

/** Variables that only mean something together: half a group would start something nobody asked for. */
function groupProblems(given: Given): ConfigProblem[] {
  return [...vtexProblems(given), ...sandboxProblems(given), ...erpProblems(given), ...pollProblems(given)];
}

function vtexProblems(given: Given): ConfigProblem[] {
  const group = ['VTEX_ACCOUNT', 'VTEX_APP_KEY', 'VTEX_APP_TOKEN'];
  const set = [...group, 'VTEX_BASE_URL'].filter((name) => given[name] !== undefined);
  if (set.length === 0) return [];
  return group
    .filter((name) => given[name] === undefined)
    .map((name) => ({
      name,
      wants: `a value, because ${set.join(' and ')} is set (set none of them for the sandbox store)`,
    }));
}

/** The sandbox's store lives in the process that starts it: two roles would each have a store of their own. */
function sandboxProblems(given: Given): ConfigProblem[] {
  const apart = given.HOLDFAST_ROLE === 'server' || given.HOLDFAST_ROLE === 'worker';
  if (!apart || given.VTEX_ACCOUNT !== undefined) return [];
  return [{ name: 'HOLDFAST_ROLE', wants: "'all' in the sandbox (VTEX_ACCOUNT is not set)" }];
}

/** Each would take the other's word for the truth. */
function pollProblems(given: Given): ConfigProblem[] {
  const polls = Number(given.ERP_POLL_MINUTES ?? '0') > 0;
  if (!polls || given.ERP_STOCK_WRITE !== 'true') return [];
  return [
    {
      name: 'ERP_POLL_MINUTES',
      wants: '0, because ERP_STOCK_WRITE sets the ERP by VTEX, not VTEX by the ERP',
    },
  ];
}

function erpProblems(given: Given): ConfigProblem[] {
  const connector = given.ERP_CONNECTOR;
  if (connector === 'tryton') return trytonProblems(given);
  const problems = strayTrytonProblems(given);
  const wanted = connector === 'webhook' || given.ERP_URL !== undefined || given.ERP_SECRET !== undefined;
  if (!wanted) return problems;
  const because = ['ERP_CONNECTOR', 'ERP_URL', 'ERP_SECRET']
    .filter((name) => given[name] !== undefined)
    .join(' and ');
  if (given.ERP_URL === undefined) {
    problems.push({ name: 'ERP_URL', wants: `the address of the ERP's webhook, because ${because} is set` });
  }
  if (given.ERP_SECRET === undefined) {
    problems.push({
      name: 'ERP_SECRET',
      wants: `the webhook's secret ('whsec_...'), because ${because} is set`,
    });
  }
  return problems;
}

function configOf(values: Variables): ServerConfig {
  const vtex = vtexOf(values);
  return {
    port: values.PORT,
    role: values.HOLDFAST_ROLE,
    logLevel: values.LOG_LEVEL,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.HOLDFAST_DATA_DIR,
    mode: values.HOLDFAST_MODE ?? null,
    guardGapMs: values.HOLDFAST_GUARD_GAP_MS,
    gatherWindowMs: values.HOLDFAST_GATHER_WINDOW_MS ?? null,
    retentionDays: values.HOLDFAST_RETENTION_DAYS,
    publicUrl: values.HOLDFAST_PUBLIC_URL ?? null,
    takeOver: values.HOLDFAST_TAKE_OVER,
    adminToken: values.HOLDFAST_ADMIN_TOKEN ?? null,
    hookSecret: values.VTEX_HOOK_SECRET ?? null,
    vtex,
    erp: erpOf(values, vtex === null),
    erpInboundToken: values.ERP_INBOUND_TOKEN ?? null,
    erpPollMinutes: values.ERP_POLL_MINUTES,
    backfillHours: values.HOLDFAST_BACKFILL_HOURS,
  };
}

function vtexOf(values: Variables): VtexConfig | null {
  const { VTEX_ACCOUNT: account, VTEX_APP_KEY: appKey, VTEX_APP_TOKEN: appToken } = values;
  if (account === undefined || appKey === undefined || appToken === undefined) return null;
  const baseUrl = values.VTEX_BASE_URL ?? `https://${account}.vtexcommercestable.com.br`;
  return { account, appKey, appToken, baseUrl };
}

function erpOf(values: Variables, inSandbox: boolean): ErpConfig {
  const { ERP_URL: url, ERP_SECRET: secret } = values;
  if (values.ERP_CONNECTOR === 'tryton') return trytonOf(values) ?? { kind: 'off' };
  if (url !== undefined && secret !== undefined) return { kind: 'webhook', url, secret };
  return inSandbox ? { kind: 'sandbox' } : { kind: 'off' };
}

import type { Given, ReadErp } from '../erp/connector-kind';
import { readErp } from '../erp/read-erp';
import { readGatewayCallers } from './gateway-callers';
import type { ConfigProblem, ErpConfig, ParsedConfig, ServerConfig, VtexConfig } from './server-config';
import { type User, users } from './users';
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
  const erp = readErp(given);
  const gateway = readGatewayCallers(given);
  // A variable may be wrong in itself and in its group; its own problem is the one to mend first.
  const named = new Set(wrongValues.map((problem) => problem.name));
  const ofGateway = gateway.ok ? [] : gateway.problems;
  const inGroups = [...groupProblems(given, erp), ...ofGateway].filter(({ name }) => !named.has(name));
  const problems = [...wrongValues, ...inGroups];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: configOf(parsed.data, erp, gateway.ok ? gateway.callers : []) };
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Given {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') given[name] = value.trim();
  }
  return given;
}

/** Variables that only mean something together: half a group would start something nobody asked for. */
function groupProblems(given: Given, erp: ReadErp | null): ConfigProblem[] {
  const vtex = vtexProblems(given);
  // Half a store says more than a sandbox that nobody asked for.
  const sandbox = vtex.length > 0 ? [] : sandboxProblems(given);
  const erpProblems = erp?.ok === false ? erp.problems : [];
  return [
    ...vtex,
    ...sandbox,
    ...erpProblems,
    ...pollProblems(given),
    ...adminProblems(given),
    ...healthPortProblems(given),
  ];
}

function vtexProblems(given: Given): ConfigProblem[] {
  const group = ['VTEX_ACCOUNT', 'VTEX_APP_KEY', 'VTEX_APP_TOKEN'];
  const set = [...group, 'VTEX_BASE_URL'].filter((name) => given[name] !== undefined);
  if (set.length === 0) return [];
  const missing = group.filter((name) => given[name] === undefined);
  if (missing.length === 0) return pairProblems(given);
  return missing.map((name) => ({
    name,
    wants: `a value, because ${set.join(' and ')} is set (set none of them for the sandbox store)`,
  }));
}

/** Two keys and one token would be a pair and a half. */
function pairProblems({
  VTEX_APP_KEY: appKeys = '',
  VTEX_APP_TOKEN: appTokens = '',
}: Given): ConfigProblem[] {
  const [keys, tokens] = [appKeys, appTokens].map((text) => text.split(/\s+/).length) as [number, number];
  if (keys === 1 || keys === tokens) return [];
  return [{ name: 'VTEX_APP_TOKEN', wants: `as many tokens as VTEX_APP_KEY has keys, which is ${keys}` }];
}

/** One token would be two people's. */
function adminProblems({ HOLDFAST_ADMIN_TOKEN: token, HOLDFAST_USERS: text }: Given): ConfigProblem[] {
  const parsed = users.safeParse(text);
  if (!parsed.success || !parsed.data.some((user) => user.token === token)) return [];
  return [{ name: 'HOLDFAST_USERS', wants: 'no token that is HOLDFAST_ADMIN_TOKEN too' }];
}

/** Addresses of a real store's neighbours: made-up orders must not reach them because VTEX_* was forgotten. */
const REAL = ['ERP_URL', 'DATABASE_URL', 'HOLDFAST_PUBLIC_URL'];

function sandboxProblems(given: Given): ConfigProblem[] {
  const isMeant = given.HOLDFAST_SANDBOX === 'true';
  if (given.VTEX_ACCOUNT !== undefined) {
    return isMeant
      ? [{ name: 'HOLDFAST_SANDBOX', wants: "'false' or nothing, because VTEX_ACCOUNT is set" }]
      : [];
  }
  const problems: ConfigProblem[] = [];
  // The sandbox's store lives in the process that starts it: two roles would each have a store of their own.
  if (given.HOLDFAST_ROLE === 'server' || given.HOLDFAST_ROLE === 'worker')
    problems.push({ name: 'HOLDFAST_ROLE', wants: "'all' in the sandbox (VTEX_ACCOUNT is not set)" });
  const real = REAL.filter((name) => given[name] !== undefined);
  if (real.length > 0 && !isMeant) {
    problems.push({
      name: 'VTEX_ACCOUNT',
      wants: `the store's name, with VTEX_APP_KEY and VTEX_APP_TOKEN, because ${real.join(' and ')} is set (HOLDFAST_SANDBOX=true starts the sandbox with it, and its made-up orders)`,
    });
  }
  return problems;
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

/** A worker does not listen on PORT. */
function healthPortProblems(given: Given): ConfigProblem[] {
  const { HOLDFAST_HEALTH_PORT: healthPort, PORT: port = '3000', HOLDFAST_ROLE: role } = given;
  if (healthPort === undefined || role === 'worker' || Number(healthPort) !== Number(port)) return [];
  return [{ name: 'HOLDFAST_HEALTH_PORT', wants: 'another port than PORT, which serves everything else' }];
}

function configOf(
  values: Variables,
  erp: ReadErp | null,
  gatewayCallers: ServerConfig['gatewayCallers'],
): ServerConfig {
  const vtex = vtexOf(values);
  return {
    port: values.PORT,
    host: values.HOLDFAST_HOST ?? null,
    healthPort: values.HOLDFAST_HEALTH_PORT ?? null,
    role: values.HOLDFAST_ROLE,
    logLevel: values.LOG_LEVEL,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.HOLDFAST_DATA_DIR,
    mode: values.HOLDFAST_MODE ?? null,
    guardGapMs: values.HOLDFAST_GUARD_GAP_MS,
    gatherWindowMs: values.HOLDFAST_GATHER_WINDOW_MS ?? null,
    retentionDays: values.HOLDFAST_RETENTION_DAYS,
    publicUrl: values.HOLDFAST_PUBLIC_URL ?? null,
    trustedProxies: values.HOLDFAST_TRUST_PROXY,
    takeOver: values.HOLDFAST_TAKE_OVER,
    adminToken: values.HOLDFAST_ADMIN_TOKEN ?? null,
    users: usersOf(values),
    hookSecrets: values.VTEX_HOOK_SECRET ?? [],
    vtex,
    erp: erpOf(erp, vtex === null),
    erpInboundTokens: values.ERP_INBOUND_TOKEN ?? [],
    countMaxAgeDays: values.HOLDFAST_COUNT_MAX_AGE_DAYS,
    erpPollMinutes: values.ERP_POLL_MINUTES,
    backfillHours: values.HOLDFAST_BACKFILL_HOURS,
    gatewayCallers,
  };
}

/** Those of one list who may sign in at this store; account names have no case. */
function usersOf({ HOLDFAST_USERS: users = [], VTEX_ACCOUNT: account = '' }: Variables): User[] {
  const isHere = (store: string) => store.toLowerCase() === account.toLowerCase();
  return users.filter(({ stores }) => stores === null || stores.some(isHere));
}

function vtexOf(values: Variables): VtexConfig | null {
  const { VTEX_ACCOUNT: account, VTEX_APP_KEY: appKeys, VTEX_APP_TOKEN: appTokens } = values;
  if (account === undefined || appKeys === undefined || appTokens === undefined) return null;
  // A key whose token is renewed has two of them.
  const [onlyKey = ''] = appKeys.length === 1 ? appKeys : [];
  const keys = appTokens.map((appToken, at) => ({ appKey: onlyKey || (appKeys[at] ?? ''), appToken }));
  const baseUrl = values.VTEX_BASE_URL ?? `https://${account}.vtexcommercestable.com.br`;
  return { account, keys, baseUrl };
}

function erpOf(erp: ReadErp | null, inSandbox: boolean): ErpConfig {
  if (erp?.ok) return erp.erp;
  return inSandbox ? { kind: 'sandbox' } : { kind: 'off' };
}

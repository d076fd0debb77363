import { z } from 'zod';
import { trytonSettings, trytonVariables } from '../erp/tryton';
import { createConnector } from '../host/create-connector';
import { describeProblems } from './describe-problems';
import { parseConfig } from './parse-config';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const STORE = {
  VTEX_ACCOUNT: 'mystore',
  VTEX_APP_KEY: 'vtexappkey-mystore-ABC',
  VTEX_APP_TOKEN: 'TOKEN-OF-MY-STORE',
};

const TRYTON = {
  ERP_CONNECTOR: 'tryton',
  ERP_URL: 'https://tryton.internal:8000/',
  ERP_DATABASE: 'erp',
  ERP_USER: 'holdfast',
  ERP_PASSWORD: 'p w',
};

function configOf(env: Record<string, string>) {
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
  return parsed.config;
}

/** In the sandbox that is asked for, unless `env` says otherwise. */
function wrongNames(env: Record<string, string>): string[] {
  const isStore = Object.keys(env).some((name) => name.startsWith('VTEX_'));
  const parsed = parseConfig({ ...(isStore ? {} : { HOLDFAST_SANDBOX: 'true' }), ...env });
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.name).sort();
}

test('an empty environment is the sandbox with an embedded database', () => {
  expect(configOf({})).toEqual({
    port: 3000,
    host: null,
    healthPort: null,
    trustedProxies: 0,
    role: 'all',
    logLevel: 'info',
    databaseUrl: null,
    dataDir: '.holdfast',
    mode: null,
    guardGapMs: 1000,
    gatherWindowMs: null,
    retentionDays: 30,
    backfillHours: 48,
    countMaxAgeDays: 7,
    publicUrl: null,
    takeOver: false,
    adminToken: null,
    users: [],
    hookSecrets: [],
    vtex: null,
    erp: { kind: 'sandbox' },
    erpInboundTokens: [],
    erpPollMinutes: 0,
    gatewayCallers: [],
  });
});

test('variables set to nothing count as not set', () => {
  expect(configOf({ PORT: '', VTEX_ACCOUNT: ' ', ERP_URL: '', DATABASE_URL: '' })).toEqual(configOf({}));
});

test('a full environment', () => {
  const config = configOf({
    ...STORE,
    PORT: '8080',
    DATABASE_URL: 'postgresql://user:pass@db:5432/holdfast',
    HOLDFAST_MODE: 'execute',
    HOLDFAST_GUARD_GAP_MS: '250',
    HOLDFAST_GATHER_WINDOW_MS: '0',
    HOLDFAST_PUBLIC_URL: 'https://holdfast.example.com/',
    ERP_URL: 'http://erp.internal:8069/holdfast',
    ERP_SECRET: SECRET,
    ERP_INBOUND_TOKEN: 'the-inbound-token',
  });
  expect(config).toMatchObject({
    port: 8080,
    mode: 'execute',
    guardGapMs: 250,
    gatherWindowMs: 0,
    publicUrl: 'https://holdfast.example.com',
    vtex: {
      account: 'mystore',
      keys: [{ appKey: 'vtexappkey-mystore-ABC', appToken: 'TOKEN-OF-MY-STORE' }],
      baseUrl: 'https://mystore.vtexcommercestable.com.br',
    },
    // ERP_URL alone means the webhook connector.
    erp: { kind: 'connector', name: 'webhook', url: 'http://erp.internal:8069/holdfast' },
    erpInboundTokens: ['the-inbound-token'],
  });
});

test('a store without an ERP has no mirror', () => {
  expect(configOf(STORE).erp).toEqual({ kind: 'off' });
});

test('a sandbox store may talk to an ERP of your own', () => {
  const config = configOf({
    HOLDFAST_SANDBOX: 'true',
    ERP_CONNECTOR: 'webhook',
    ERP_URL: 'https://erp.example.com',
    ERP_SECRET: SECRET,
  });
  expect(config.vtex).toBeNull();
  expect(config.erp).toMatchObject({ kind: 'connector', name: 'webhook' });
});

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['HOLDFAST_HOST', 'example.com'],
  ['HOLDFAST_HOST', '1.2.3'],
  ['HOLDFAST_HEALTH_PORT', '0'],
  ['HOLDFAST_HEALTH_PORT', '70000'],
  ['DATABASE_URL', 'mysql://db/holdfast'],
  ['DATABASE_URL', 'db:5432'],
  ['HOLDFAST_MODE', 'auto'],
  ['HOLDFAST_ROLE', 'web'],
  ['HOLDFAST_GUARD_GAP_MS', '0'],
  ['HOLDFAST_GUARD_GAP_MS', '1.5'],
  ['HOLDFAST_GATHER_WINDOW_MS', '9999999'],
  ['HOLDFAST_RETENTION_DAYS', '0'],
  ['HOLDFAST_COUNT_MAX_AGE_DAYS', '0'],
  ['HOLDFAST_COUNT_MAX_AGE_DAYS', '7d'],
  ['HOLDFAST_PUBLIC_URL', 'http://holdfast.example.com'],
  ['HOLDFAST_PUBLIC_URL', 'https://:password@holdfast.example.com'],
  ['HOLDFAST_PUBLIC_URL', 'holdfast.example.com'],
  ['HOLDFAST_TRUST_PROXY', 'true'],
  ['HOLDFAST_PUBLIC_URL', 'http://127.0.0.1.example.com'],
  ['HOLDFAST_ADMIN_TOKEN', 'two words'],
  ['LOG_LEVEL', 'loud'],
  ['VTEX_HOOK_SECRET', 'naïve'],
  ['ERP_CONNECTOR', 'sap'],
  ['ERP_STOCK_WRITE', 'yes'],
  ['ERP_POLL_MINUTES', '-1'],
  ['ERP_POLL_MINUTES', '1441'],
  ['ERP_WAREHOUSES', '1_1'],
  ['ERP_SKUS', '7=a,7=b'],
  ['ERP_SKUS', '7=%zz'],
  ['ERP_INBOUND_TOKEN', 'a b'],
  ['HOLDFAST_TAKE_OVER', 'yes'],
])('%s=%s is refused', (name, value) => {
  expect(wrongNames({ [name]: value })).toEqual([name]);
});

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://x.example.com'])(
  'HOLDFAST_PUBLIC_URL=%s is taken',
  (url) => {
    expect(configOf({ ...STORE, HOLDFAST_PUBLIC_URL: url }).publicUrl).toBe(url);
  },
);

test.each<Record<string, string>>([
  { DATABASE_URL: 'postgres://db/holdfast' },
  { HOLDFAST_PUBLIC_URL: 'https://holdfast.example.com' },
  { ERP_URL: 'https://erp.example.com', ERP_SECRET: SECRET },
  { ...TRYTON },
])('the sandbox does not start beside real addresses unless that is meant: %j', (env) => {
  const named = Object.keys(env).find((name) => name.endsWith('_URL')) ?? '';
  for (const meant of [undefined, 'false']) {
    const parsed = parseConfig({ ...env, ...(meant && { HOLDFAST_SANDBOX: meant }) });
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ name: 'VTEX_ACCOUNT', wants: expect.stringContaining(`because ${named} is set`) }],
    });
  }
  expect(configOf({ ...env, HOLDFAST_SANDBOX: 'true' }).vtex).toBeNull();
  expect(configOf({ ...STORE, ...env }).vtex).not.toBeNull();
});

test('a store is no sandbox', () => {
  expect(wrongNames({ ...STORE, HOLDFAST_SANDBOX: 'true' })).toEqual(['HOLDFAST_SANDBOX']);
});

test.each<[string, Record<string, string>, string[]]>([
  ['a key without an account', { VTEX_APP_KEY: 'k', VTEX_APP_TOKEN: 'TOKEN-OF-NO-STORE' }, ['VTEX_ACCOUNT']],
  ['an account without keys', { VTEX_ACCOUNT: 'mystore' }, ['VTEX_APP_KEY', 'VTEX_APP_TOKEN']],
  [
    'an address without a store',
    { VTEX_BASE_URL: 'https://x.example.com' },
    ['VTEX_ACCOUNT', 'VTEX_APP_KEY', 'VTEX_APP_TOKEN'],
  ],
  [
    'an account that would change the host',
    { ...STORE, VTEX_ACCOUNT: 'evil.example.com/' },
    ['VTEX_ACCOUNT'],
  ],
  ['VTEX keys over plain http', { ...STORE, VTEX_BASE_URL: 'http://store.example.com' }, ['VTEX_BASE_URL']],
  ['webhook without target and secret', { ERP_CONNECTOR: 'webhook' }, ['ERP_SECRET', 'ERP_URL']],
  ['a role of its own in the sandbox', { HOLDFAST_ROLE: 'worker' }, ['HOLDFAST_ROLE']],
  ['a target without a secret', { ERP_URL: 'https://erp.example.com' }, ['ERP_SECRET']],
  ['a secret without a target', { ERP_SECRET: SECRET }, ['ERP_URL']],
  [
    'a secret that is no Standard Webhooks secret',
    { ERP_URL: 'https://e.example.com', ERP_SECRET: 'hush' },
    ['ERP_SECRET'],
  ],
  [
    'one of two secrets that is none',
    { ERP_URL: 'https://e.example.com', ERP_SECRET: `${SECRET} hush` },
    ['ERP_SECRET'],
  ],
  [
    'a secret that is too short',
    { ERP_URL: 'https://e.example.com', ERP_SECRET: 'whsec_AAAA' },
    ['ERP_SECRET'],
  ],
  [
    'a secret of one repeated character',
    { ERP_URL: 'https://e.example.com', ERP_SECRET: `whsec_${'A'.repeat(32)}` },
    ['ERP_SECRET'],
  ],
])('half a group: %s', (_name, env, wrong) => {
  expect(wrongNames(env)).toEqual(wrong);
});

test("Tryton's password goes over plain http to this machine alone, unless that is asked for", () => {
  const at = (ERP_URL: string, more = {}) => wrongNames({ ...STORE, ...TRYTON, ERP_URL, ...more });
  expect(at('http://tryton.internal:8000')).toEqual(['ERP_URL']);
  for (const here of ['http://localhost:8000', 'http://127.0.0.1:8000', 'http://[::1]:8000'])
    expect(at(here)).toEqual([]);
  expect(at('http://tryton.internal:8000', { ERP_PLAIN_HTTP: 'true' })).toEqual([]);
});

test.each(['https://u:p@x.example.com', 'https://:p@x.example.com', 'https://u@x.example.com'])(
  'no address holds what lets somebody in: %s',
  (address) => {
    for (const name of ['HOLDFAST_PUBLIC_URL', 'VTEX_BASE_URL'])
      expect(wrongNames({ ...STORE, [name]: address })).toEqual([name]);
    expect(wrongNames({ ...STORE, ERP_URL: address, ERP_SECRET: SECRET })).toEqual(['ERP_URL']);
    expect(wrongNames({ ...STORE, ...TRYTON, ERP_URL: address })).toEqual(['ERP_URL']);
  },
);

test('of what takes the place of another there are two at once', () => {
  const twice = 'the-new-secret-of-it the-old-secret-of-it';
  const two = ['the-new-secret-of-it', 'the-old-secret-of-it'] as const;
  const config = configOf({ ...STORE, VTEX_HOOK_SECRET: twice, ERP_INBOUND_TOKEN: twice });
  expect(config).toMatchObject({ hookSecrets: two, erpInboundTokens: two });
  const keysOf = (VTEX_APP_KEY: string, VTEX_APP_TOKEN: string) =>
    configOf({ ...STORE, VTEX_APP_KEY, VTEX_APP_TOKEN }).vtex?.keys.map(({ appKey, appToken }) => [
      appKey,
      appToken,
    ]);
  // VTEX renews the token of a key that stays.
  expect(keysOf('key', twice)).toEqual([
    ['key', two[0]],
    ['key', two[1]],
  ]);
  expect(keysOf('new old', twice)).toEqual([
    ['new', two[0]],
    ['old', two[1]],
  ]);
  const odd = { ...STORE, VTEX_APP_KEY: 'new old', VTEX_APP_TOKEN: two[0] };
  expect(wrongNames(odd)).toEqual(['VTEX_APP_TOKEN']);
  expect(wrongNames({ ...STORE, VTEX_HOOK_SECRET: `${two[0]} short` })).toEqual(['VTEX_HOOK_SECRET']);
});

describe('people', () => {
  const ana = { name: 'Ana Souza', role: 'approver', token: 'the-token-of-ana-souza' };
  const bob = {
    name: 'bob',
    role: 'viewer',
    token: 'the-token-of-bob-0001',
    stores: ['OtherStore', 'MyStore'],
  };
  const textOf = (...people: object[]) => ({ ...STORE, HOLDFAST_USERS: JSON.stringify(people) });

  test('with a token and a role each', () => {
    expect(configOf(textOf(ana, bob)).users).toEqual([{ ...ana, stores: null }, bob]);
  });

  test('of another store do not sign in here', () => {
    const named = (account: string) =>
      configOf({ ...textOf(ana, bob), VTEX_ACCOUNT: account }).users.map(({ name }) => name);
    expect(named('third')).toEqual(['Ana Souza']);
    expect(named('otherstore')).toEqual(['Ana Souza', 'bob']);
  });

  test.each<[string, string]>([
    ['no JSON', '[{'],
    ['one alone', JSON.stringify(ana)],
    ['nobody', '[]'],
    ['no role', JSON.stringify([{ ...ana, role: undefined }])],
    ['another role', JSON.stringify([{ ...ana, role: 'root' }])],
    ['a token that could be guessed', JSON.stringify([{ ...ana, token: 'short' }])],
    ['a field that nobody knows', JSON.stringify([{ ...ana, roles: ['admin'] }])],
    ['a name twice', JSON.stringify([ana, { ...bob, name: 'ana souza' }])],
    ['a token twice', JSON.stringify([ana, { ...bob, token: ana.token }])],
    // An update that execute mode approved is taken back by that name.
    ['a name that the log uses itself', JSON.stringify([{ ...ana, name: 'Execute mode' }])],
    ['a name of several lines', JSON.stringify([{ ...ana, name: 'a\nb' }])],
  ])('%s is refused', (_name, text) => {
    const parsed = parseConfig({ ...STORE, HOLDFAST_USERS: text });
    if (parsed.ok) throw new Error('was taken');
    expect(parsed.problems.map(({ name }) => name)).toEqual(['HOLDFAST_USERS']);
    expect(JSON.stringify(parsed.problems)).not.toMatch(/the-token-of/);
  });

  test('nobody has the admin token', () => {
    expect(wrongNames({ ...textOf(ana), HOLDFAST_ADMIN_TOKEN: ana.token })).toEqual(['HOLDFAST_USERS']);
  });
});

test.each(['HOLDFAST_ADMIN_TOKEN', 'VTEX_APP_TOKEN', 'VTEX_HOOK_SECRET', 'ERP_INBOUND_TOKEN'])(
  '%s: one that could be guessed is refused by name',
  (name) => {
    for (const weak of ['x', 'fifteen-letters', 'a'.repeat(40)])
      expect(wrongNames({ ...STORE, [name]: weak })).toEqual([name]);
    expect(wrongNames({ ...STORE, [name]: 'sixteen-letters-' })).toEqual([]);
  },
);

test('every wrong variable is named at once, with what it wants and without its value', () => {
  const parsed = parseConfig({
    PORT: 'x',
    HOLDFAST_MODE: 'auto',
    VTEX_APP_KEY: 'k',
    ERP_SECRET: 'my-secret-value',
  });
  if (parsed.ok) throw new Error('was taken');
  const text = describeProblems(parsed.problems);
  for (const name of ['PORT', 'HOLDFAST_MODE', 'VTEX_ACCOUNT', 'VTEX_APP_TOKEN', 'ERP_SECRET', 'ERP_URL']) {
    expect(text).toMatch(new RegExp(`^ {2}${name} wants .+`, 'm'));
  }
  expect(text).not.toContain('my-secret-value');
});

test('tryton, with what is mapped and what is not', () => {
  const mapped = { ERP_WAREHOUSES: '1_1=WH, 1_2=W%2C2', ERP_SKUS: '7=MUG-1', ERP_STOCK_WRITE: 'true' };
  expect(configOf({ ...STORE, ...TRYTON, ...mapped }).erp).toMatchObject({ name: 'tryton' });
  const settingsOf = (given: Record<string, string>) =>
    trytonSettings(z.object(trytonVariables).parse(given));
  expect(settingsOf({ ...TRYTON, ...mapped })).toEqual({
    url: 'https://tryton.internal:8000',
    database: 'erp',
    user: 'holdfast',
    password: 'p w',
    warehouses: { '1_1': 'WH', '1_2': 'W,2' },
    skus: { '7': 'MUG-1' },
    customer: 'VTEX',
    company: null,
    stockWrite: true,
  });
  expect(settingsOf(TRYTON)).toMatchObject({
    warehouses: {},
    skus: {},
    stockWrite: false,
  });
});

test.each<[string, Record<string, string>, string[]]>([
  [
    'nothing but its name',
    { ERP_CONNECTOR: 'tryton' },
    ['ERP_DATABASE', 'ERP_PASSWORD', 'ERP_URL', 'ERP_USER'],
  ],
  ['a secret that nothing would sign with', { ...TRYTON, ERP_SECRET: SECRET }, ['ERP_SECRET']],
  [
    'a database for a webhook',
    { ERP_URL: 'https://e.example.com', ERP_SECRET: SECRET, ERP_DATABASE: 'erp' },
    ['ERP_DATABASE'],
  ],
  ['a password without a connector', { ERP_PASSWORD: 'x' }, ['ERP_PASSWORD']],
])('half a tryton: %s', (_name, env, wrong) => {
  expect(wrongNames(env)).toEqual(wrong);
});

test('an ERP is either set by VTEX or read for it', () => {
  const both = { ...STORE, ...TRYTON, ERP_STOCK_WRITE: 'true', ERP_POLL_MINUTES: '15' };
  expect(wrongNames(both)).toEqual(['ERP_POLL_MINUTES']);
  expect(configOf({ ...both, ERP_STOCK_WRITE: 'false' }).erpPollMinutes).toBe(15);
  expect(configOf({ ...both, ERP_POLL_MINUTES: '0' }).erpPollMinutes).toBe(0);
});

test('health and metrics have a port of their own, which may be that of a server beside a worker', () => {
  expect(configOf({ HOLDFAST_HEALTH_PORT: '9100' }).healthPort).toBe(9100);
  for (const host of ['127.0.0.1', '::1', 'localhost'])
    expect(configOf({ HOLDFAST_HOST: host }).host).toBe(host);
  expect(wrongNames({ HOLDFAST_HEALTH_PORT: '3000' })).toEqual(['HOLDFAST_HEALTH_PORT']);
  expect(wrongNames({ HOLDFAST_HEALTH_PORT: '8080', PORT: '8080' })).toEqual(['HOLDFAST_HEALTH_PORT']);
  expect(wrongNames({ ...STORE, HOLDFAST_HEALTH_PORT: '3000', HOLDFAST_ROLE: 'worker' })).toEqual([]);
});

test.each<[string, Record<string, string>]>([
  ['webhook', { ERP_URL: 'https://e.example.com', ERP_SECRET: SECRET }],
  ['tryton', TRYTON],
])('ERP_CONNECTOR=%s opens the connector of that name', (name, given) => {
  const { erp } = configOf({ ...STORE, ...given, ERP_CONNECTOR: name });
  if (erp.kind === 'sandbox') throw new Error('no connector');
  const { connector, close } = createConnector({ erp, sandbox: false });
  expect(connector?.name).toBe(name);
  close();
});

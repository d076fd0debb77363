import { describeProblems } from './describe-problems';
import { readConfig } from './read-config';

const STORE = { VTEX_ACCOUNT: 'mystore', VTEX_APP_KEY: 'vtex-key', VTEX_APP_TOKEN: 'vtex-token-0123456789' };
const ERP = { name: 'bling', appKey: 'bling', appToken: 'bling-token-0123', quantity: 'on-hand' };

function parsed(callers: unknown, env: Record<string, string> = STORE, files: Record<string, string> = {}) {
  const text = typeof callers === 'string' ? callers : JSON.stringify(callers);
  const read = (path: string) => {
    const file = files[path];
    if (file === undefined) throw new Error('ENOENT');
    return file;
  };
  return readConfig({ ...env, HOLDFAST_GATEWAY_CALLERS: text }, read).parsed;
}

const callersOf = (...args: Parameters<typeof parsed>) => {
  const found = parsed(...args);
  return found.ok ? found.config.gatewayCallers : describeProblems(found.problems);
};

test('what is left out is what undersells', () => {
  expect(callersOf([ERP])).toEqual([{ ...ERP, booksOut: 'invoice', lagMinutes: 15, mode: 'guard' }]);
});

test('everything said', () => {
  const said = { ...ERP, booksOut: 'picking', lagMinutes: 1440, mode: 'shadow' };
  expect(callersOf([{ ...said, account: 'mystore' }])).toEqual([said]);
});

test('from a file', () => {
  const files = { '/run/callers.json': `${JSON.stringify([ERP])}\n` };
  expect(callersOf('@/run/callers.json', STORE, files)).toHaveLength(1);
  expect(callersOf('@/run/none.json', STORE, files)).toMatch(
    /a file that can be read, since its value begins with @/,
  );
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '[{', /wants a JSON list of callers/],
  ['no list', ERP, /wants a JSON list of callers/],
  [
    'a short secret',
    [{ ...ERP, appToken: 'fifteen-letters' }],
    /caller 1's appToken is a token of at least 16/,
  ],
  ['no meaning', [{ ...ERP, quantity: undefined }], /caller 1's quantity is 'on-hand' or 'available'/],
  ['a meaning that is none', [ERP, { ...ERP, quantity: 'all' }], /caller 2's quantity is/],
  ['a lag that is none', [{ ...ERP, lagMinutes: -1 }], /whole number of minutes/],
  ['a mode that is none', [{ ...ERP, mode: 'off' }], /'guard' or 'shadow'/],
  ['a word that is none', [{ ...ERP, lagMinute: 5 }], /without lagMinute/],
  ['a name twice', [ERP, { ...ERP, appKey: 'b' }], /each have name of their own/],
  ['a key twice', [ERP, { ...ERP, name: 'b' }], /each have appKey of their own/],
  ["VTEX's own key", [{ ...ERP, appKey: 'vtex-key' }], /not VTEX_APP_KEY/],
  ["VTEX's own token", [{ ...ERP, appToken: 'vtex-token-0123456789' }], /not VTEX_APP_KEY/],
  ['another store', [{ ...ERP, account: 'other' }], /whose account is VTEX_ACCOUNT/],
])('%s: named, and no value is shown', (_case, callers, wants) => {
  const told = callersOf(callers);
  expect(told).toMatch(wants);
  expect(told).not.toMatch(/fifteen-letters|bling-token|vtex-token/);
});

import './platform-env';
import { documentPath } from '@holdfast/node/io/documents/document-path';
import { ADMITTED_FOR_MS } from '@holdfast/node/io/identity/check-admin';
import { SETTINGS_LAST_MS } from '@holdfast/node/io/settings/settings-source';
import { ACCESS_KEY, type App, GOOD_SETTINGS, startApp } from './app';

let app: App;

beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const NOTIFICATION = {
  Domain: 'Marketplace',
  OrderId: 'v1234567abc-01',
  State: 'payment-approved',
  CurrentChange: '2025-06-03T10:00:00.0000000Z',
  Origin: { Account: 'teststore', Key: 'k' },
};

function hook(body: unknown, headers: Record<string, string> = { 'x-holdfast-key': ACCESS_KEY }) {
  return app.route('hook', { method: 'POST', path: '/_v/holdfast/hook', headers, body });
}

describe('the hook', () => {
  test('the key comes before the body', async () => {
    const tooLong = 'x'.repeat(70_000);
    expect((await hook(tooLong, { 'x-holdfast-key': 'a-guess' })).status).toBe(401);
    expect((await hook(tooLong)).status).toBe(413);
  });

  test('200 once the work is written, and the app rings itself', async () => {
    const answer = await hook(NOTIFICATION);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(app.work()).toEqual(['work/look-at-order/v1234567abc-01']);
    expect(app.outside.rung).toEqual([{ paths: ['work/look-at-order/v1234567abc-01'] }]);
  });

  test('the ping is answered, and writes no work', async () => {
    expect((await hook({ hookConfig: 'ping' })).status).toBe(200);
    expect(app.work()).toEqual([]);
    expect(app.outside.rung).toEqual([]);
  });

  test.each([
    ['no key', NOTIFICATION, {}, 401],
    ['another key', NOTIFICATION, { 'x-holdfast-key': `${ACCESS_KEY}x` }, 401],
    ['another account', { ...NOTIFICATION, Origin: { Account: 'other' } }, undefined, 401],
    ['no JSON', 'not json', undefined, 400],
    ['no order', { Domain: 'Marketplace' }, undefined, 400],
    ['too long', 'x'.repeat(70_000), undefined, 413],
  ])('%s: refused, and nothing is written', async (_why, body, headers, status) => {
    const answer = await hook(body, headers as Record<string, string> | undefined);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatch(/\w+/);
    expect(app.work()).toEqual([]);
  });

  test('without an access key the door is closed, also to an empty key', async () => {
    app.outside.settings = {};
    expect((await hook(NOTIFICATION, { 'x-holdfast-key': '' })).status).toBe(401);
    expect((await hook(NOTIFICATION, {})).status).toBe(401);
  });

  test('not 200 when the work cannot be made sure: VTEX sends it again', async () => {
    app.outside.documents.faults.missing = () => true;
    await app.outside.documents.write('work/look-at-order/v1234567abc-01', {}, 'absent');
    const answer = await hook(NOTIFICATION);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test('a slow log does not keep VTEX waiting', async () => {
    await app.close();
    let write: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      write = resolve;
    });
    const send = async () => {
      await slow;
      return { kind: 'answer' as const, status: 200, headers: {}, body: [] };
    };
    app = await startApp({ portsOf: () => ({ masterData: { send } }) });
    expect((await hook(NOTIFICATION)).status).toBe(200);
    expect(app.work()).toEqual(['work/look-at-order/v1234567abc-01']);
    write();
  });

  test('GET is not for it', async () => {
    expect((await app.route('hook', { method: 'GET', path: '/_v/holdfast/hook' })).status).toBe(405);
  });

  test('the same order again waits once', async () => {
    await hook(NOTIFICATION);
    await hook(NOTIFICATION);
    expect(app.work()).toHaveLength(1);
  });
});

describe('the stock count', () => {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  const COUNT = { onHand: 7, countedAt: ago(3_600_000), reference: 'r1' };
  const put = (headers: Record<string, string>, body: unknown = COUNT) =>
    app.route('stockCount', {
      method: 'PUT',
      path: '/_v/holdfast/erp/stock/mug/main',
      params: { skuId: 'mug', warehouseId: 'main' },
      headers,
      body,
    });

  test('202 with its plan; the same reference again: the same answer', async () => {
    const bearer = { authorization: 'Bearer the-inbound-token' };
    const answer = await put(bearer);
    expect(answer.status).toBe(202);
    expect((await put(bearer)).json).toEqual(answer.json);
    const other = await put(bearer, { ...COUNT, onHand: 8 });
    expect([other.status, other.json.recorded]).toEqual([409, expect.objectContaining({ onHand: 7 })]);
    expect(app.work()).toEqual(['work/plan-position/mug/main']);
  });

  test.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer other' }],
    ['the access key', { authorization: `Bearer ${ACCESS_KEY}` }],
  ])('%s: 401', async (_why, headers) => {
    expect((await put(headers as Record<string, string>)).status).toBe(401);
    expect(app.work()).toEqual([]);
  });

  test.each([
    ['MKP-6584634/09', 'CD Sul'],
    ['GLV-pedido nº 7', 'SHP-#1001'],
    ['100%25', 'a%2Fb+c'],
  ])('takes %s in %s, whoever decodes the address', async (skuId, warehouseId) => {
    const inPath = { skuId: encodeURIComponent(skuId), warehouseId: encodeURIComponent(warehouseId) };
    const path = `/_v/holdfast/erp/stock/${inPath.skuId}/${inPath.warehouseId}`;
    const headers = { authorization: 'Bearer the-inbound-token' };
    for (const params of [{ skuId, warehouseId }, inPath, {}]) {
      const answer = await app.route('stockCount', { method: 'PUT', path, params, headers, body: COUNT });
      expect(answer.status).toBe(202);
    }
    expect(app.work()).toEqual([documentPath('work', 'plan-position', skuId, warehouseId)]);
  });

  test('400 for a count that is too old or ahead of time, with the reason', async () => {
    const bearer = { authorization: 'Bearer the-inbound-token' };
    for (const [countedAt, reason] of [
      [ago(8 * 86_400_000), /older than the 7 days/],
      [ago(-3_600_000), /future/],
    ] as const) {
      const answer = await put(bearer, { ...COUNT, countedAt });
      expect([answer.status, answer.json]).toEqual([400, { error: expect.stringMatching(reason) }]);
    }
    expect(app.work()).toEqual([]);
  });

  test('400 for what is no count', async () => {
    expect((await put({ authorization: 'Bearer the-inbound-token' }, { onHand: -1 })).status).toBe(400);
  });
});

const COOKIE = { cookie: 'VtexIdclientAutCookie=user-token' };
const FROM_ADMIN = { ...COOKIE, 'sec-fetch-site': 'same-origin', origin: 'https://teststore.myvtex.com' };

function api(path: string, headers: Record<string, string> = COOKIE, method = 'GET', body?: unknown) {
  return app.route('privateApi', { method, path: `/_v/private/holdfast/api${path}`, headers, body });
}

describe('the admin API', () => {
  test('a user of this account with the resource reads, and nothing is kept on the way', async () => {
    const answer = await api('/settings');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ account: 'teststore', mode: 'recommend', sandbox: false });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(app.outside.identityCalls).toEqual(['who user-token', 'LogisticsViewer']);
  });

  test('the same under the open prefix, and on a path with account and workspace before it', async () => {
    const open = await app.route('api', {
      method: 'GET',
      path: '/_v/holdfast/api/settings',
      headers: COOKIE,
    });
    expect(open.status).toBe(200);
    const below = '/teststore/master/_v/private/holdfast/api/settings';
    expect((await app.route('privateApi', { method: 'GET', path: below, headers: COOKIE })).status).toBe(200);
    const bare = { method: 'GET', path: '/', params: { path: 'settings' }, headers: COOKIE };
    expect((await app.route('privateApi', bare)).status).toBe(200);
  });

  test('no cookie, or only headers that say so: 401', async () => {
    expect((await api('/settings', {})).status).toBe(401);
    const said = {
      VtexIdclientAutCookie: 'user-token',
      authorization: 'Bearer user-token',
      'x-vtex-user': 'ana',
    };
    expect((await api('/settings', said)).status).toBe(401);
    expect(app.outside.identityCalls).toEqual([]);
  });

  test('a session that ended: 401', async () => {
    app.outside.holder = { kind: 'nobody' };
    expect((await api('/settings')).status).toBe(401);
  });

  test.each([
    ['another account', { account: 'otherstore' }],
    ['no account', { account: null }],
    ['a shopper', { audience: 'webstore' }],
  ])('%s: 403', async (_why, holder) => {
    app.outside.holder = {
      kind: 'user',
      id: 'u',
      user: 'u',
      account: 'teststore',
      audience: 'admin',
      ...holder,
    };
    const answer = await api('/settings');
    expect(answer.status).toBe(403);
    expect(answer.json.error).toMatch(/\.$/);
  });

  test('without the resource: 403 that names it; a full right is enough to read', async () => {
    app.outside.mayUse = () => 'no';
    const answer = await api('/settings');
    expect([answer.status, answer.json.error]).toEqual([403, expect.stringContaining('LogisticsViewer')]);
    app.outside.mayUse = (resource) => (resource === 'LogisticsAdmin' ? 'yes' : 'no');
    expect((await api('/settings')).status).toBe(200);
  });

  test('who may only read decides nothing, however often they have read', async () => {
    app.outside.mayUse = (resource) => (resource === 'LogisticsViewer' ? 'yes' : 'no');
    expect((await api('/settings')).status).toBe(200);
    expect((await api('/listeners/sweep', FROM_ADMIN, 'POST')).status).toBe(403);
    expect(app.work()).toEqual([]);
  });

  test('VTEX ID or License Manager away: 503, and a no is no maybe', async () => {
    app.outside.holder = { kind: 'unavailable' };
    expect((await api('/settings')).status).toBe(503);
    app.outside.holder = { kind: 'user', id: 'u', user: 'u', account: 'teststore', audience: null };
    app.outside.mayUse = () => 'unavailable';
    expect((await api('/settings')).status).toBe(503);
  });

  test('a yes is remembered for a moment, a no is not', async () => {
    app.outside.mayUse = () => 'no';
    await api('/settings');
    app.outside.mayUse = () => 'yes';
    expect((await api('/settings')).status).toBe(200);
    const asked = app.outside.identityCalls.length;
    await api('/settings');
    expect(app.outside.identityCalls).toHaveLength(asked);
    app.outside.mayUse = () => 'no';
    app.outside.aheadMs += ADMITTED_FOR_MS + 1;
    expect((await api('/settings')).status).toBe(403);
  });

  test.each([
    ['from the admin', FROM_ADMIN, 200],
    ['from a workspace', { ...COOKIE, origin: 'https://dev--teststore.myvtex.com' }, 403],
    ['from this workspace', { ...COOKIE, origin: 'https://master--teststore.myvtex.com' }, 200],
    [
      'from elsewhere',
      { ...COOKIE, origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' },
      403,
    ],
    ['from elsewhere, an old browser', { ...COOKIE, origin: 'https://evil.example.com' }, 403],
    ['from another store', { ...COOKIE, origin: 'https://x.myvtex.com', 'sec-fetch-site': 'same-site' }, 403],
    ['from a sandboxed frame', { ...COOKIE, origin: 'null' }, 403],
    ['nobody says from where', COOKIE, 403],
    [
      'a forged host',
      { ...COOKIE, origin: 'https://evil.example.com', 'x-forwarded-host': 'evil.example.com' },
      403,
    ],
  ])('something that changes, %s', async (_why, headers, status) => {
    const answer = await api('/listeners/sweep', headers, 'POST');
    expect(answer.status).toBe(status);
    expect(app.work()).toEqual(status === 200 ? ['work/sweep/now'] : []);
  });

  test('404 and 405 for the rest', async () => {
    expect((await api('/nowhere')).status).toBe(404);
    const answer = await api('/settings', FROM_ADMIN, 'POST');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  test('the body is bounded, and read once', async () => {
    const post = (body: string) => api('/recommendations/p1/dismiss', FROM_ADMIN, 'POST', body);
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await post('{"reason":')).status).toBe(400);
    expect((await post('{"reason":"no"}')).status).toBe(404);
  });

  test('it describes itself, to anybody', async () => {
    const answer = await app.route('openApi', { method: 'GET', path: '/_v/holdfast/openapi.json' });
    expect(answer.status).toBe(200);
    expect(answer.json.openapi).toBe('3.1.0');
    expect(Object.keys(answer.json.paths as object)).toContain('/_v/holdfast/api/overview');
  });
});

describe('wrong settings', () => {
  const WRONG = { ...GOOD_SETTINGS, guardGapMs: -5, erpUrl: 'ftp://user:secret@erp', erpSecret: 'hunter2' };

  beforeEach(() => {
    app.outside.settings = WRONG;
  });

  test('each answer of the admin API says which field wants what, never the value', async () => {
    const answer = await api('/settings');
    expect(answer.status).toBe(200);
    const sentence = answer.headers.get('x-holdfast-problem') ?? '';
    expect(sentence).toContain('guardGapMs wants a whole number of milliseconds');
    expect(sentence).toContain('erpUrl wants');
    expect(sentence).toContain('erpSecret wants');
    expect(sentence).not.toMatch(/hunter2|user:secret|-5/);
  });

  test('the overview names it first, and the log has one line', async () => {
    const { status, json } = await api('/overview');
    expect(status).toBe(200);
    const [first] = json.problems as object[];
    expect(first).toMatchObject({ area: 'jobs', message: expect.stringContaining('guardGapMs') });
    await api('/overview');
    const log = JSON.stringify([...app.outside.documents.files.values()]);
    expect(log).not.toContain('hunter2');
  });

  test('what comes in is still taken, but nothing is worked and nobody decides', async () => {
    expect((await hook(NOTIFICATION)).status).toBe(200);
    expect(app.work()).toHaveLength(1);
    expect(app.outside.rung).toEqual([]);
    expect(await app.event('work', { paths: app.work() })).toBe(204);
    expect(app.outside.vtexCalls).toEqual([]);
    const decided = await api('/recommendations/p1/approve', FROM_ADMIN, 'POST');
    expect([decided.status, decided.json.error]).toEqual([503, expect.stringContaining('guardGapMs')]);
    const tick = { method: 'POST', path: '/_v/holdfast/tick', headers: { 'x-holdfast-key': ACCESS_KEY } };
    expect((await app.route('tick', tick)).status).toBe(503);
    expect(app.outside.vtexCalls).toEqual([]);
  });

  test('mended settings take effect without a redeploy', async () => {
    await api('/settings');
    app.outside.settings = { ...GOOD_SETTINGS, mode: 'execute' };
    app.outside.aheadMs += SETTINGS_LAST_MS + 1;
    const answer = await api('/settings');
    expect(answer.headers.get('x-holdfast-problem')).toBeNull();
    expect(answer.json.mode).toBe('execute');
  });

  test('settings that cannot be read: 503 to callers, an event is kept, and nothing is worked', async () => {
    app.outside.settingsFail = true;
    expect((await hook(NOTIFICATION)).status).toBe(503);
    expect((await api('/settings')).status).toBe(503);
    expect(await app.event('orderStatus', { orderId: 'v1-01', currentState: 'invoiced' })).toBe(204);
    expect(app.work()).toEqual(['work/look-at-order/v1-01']);
    expect(app.outside.vtexCalls).toEqual([]);
  });
});

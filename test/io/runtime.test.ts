import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Platform, startPlatform } from '@holdfast/sandbox/platform/start-platform';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { until } from '../flows/until';
import { type LaidApp, layApp } from './lay-app';
import { type RunningApp, runApp } from './run-app';

const CODE = join(__dirname, 'tiny-app');
const read = (name: string): unknown => JSON.parse(readFileSync(join(CODE, name), 'utf8'));

let sandbox: Sandbox;
let platform: Platform;
let laid: LaidApp;
let app: RunningApp;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3 });
  platform = await startPlatform({
    manifest: read('manifest.json'),
    service: read('service.json'),
    settings: { color: 'green' },
    store: sandbox.store,
    hosts: { 'erp.example.com': new URL(sandbox.erp.url).origin },
  });
  laid = await layApp({ code: CODE, service: read('service.json') });
  app = await runApp({ folder: laid.folder, platform });
}, 90_000);

afterAll(async () => {
  await app?.stop();
  await platform?.stop();
  await sandbox?.stop();
  await laid?.remove();
});

const act = async (what: string, body: unknown = {}) => {
  const answer = await platform.route('POST', `/_v/private/tiny/act/${what}`, { body });
  if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${answer.text}`);
  return answer.json as Record<string, unknown>;
};

describe('routes', () => {
  it('get their id, params and context from headers, and the body unread', async () => {
    const cookies = { VtexIdclientAutCookie: 'a user' };
    const answer = await platform.route('PUT', '/_v/private/tiny/echo/a%20b/two/three?x=1&x=2', {
      body: { some: 'thing' },
      cookies,
    });
    expect(answer).toMatchObject({
      status: 200,
      json: {
        path: '/_v/private/tiny/echo/a%20b/two/three',
        query: { x: ['1', '2'] },
        route: { id: 'echo', type: 'public', params: { part: 'a b', rest: 'two/three' } },
        account: 'sandboxstore',
        workspace: 'master',
        production: true,
        hasToken: true,
        operationId: expect.stringMatching(/^operation-/),
        parsedBody: null,
        text: '{"some":"thing"}',
      },
    });
  });

  it('give the admin cookie as it was sent, still percent-encoded', async () => {
    const { json } = await platform.route('POST', '/_v/private/tiny/echo/a/b', {
      cookies: { VtexIdclientAutCookie: 'with space' },
    });
    expect(json).toMatchObject({ adminUserAuthToken: 'with%20space' });
  });

  it('that are not public live below account and workspace, and take any method', async () => {
    for (const method of ['GET', 'PATCH']) {
      const { status, json } = await platform.privateRoute({ method, path: '/tiny/inside/x' });
      expect(status).toBe(200);
      expect(json).toMatchObject({ route: { id: 'inside', type: 'private', params: { name: 'x' } } });
    }
    expect((await platform.route('GET', '/tiny/inside/x')).status).toBe(404);
    expect((await platform.privateRoute({ method: 'GET', path: '/tiny/outside' })).status).toBe(404);
  });

  it('check the method only where they say so', async () => {
    expect((await platform.route('DELETE', '/_v/private/tiny/echo/a/b')).status).toBe(200);
    const refused = await platform.route('GET', '/_v/private/tiny/act/settings');
    expect(refused).toMatchObject({ status: 405, headers: { 'cache-control': 'public, max-age=10' } });
  });

  it('answer 501 for an id that the code does not have', async () => {
    const headers = { 'x-colossus-route-id': 'nobody' };
    expect((await fetch(`${app.replicas[0]?.url}/_v/x`, { headers })).status).toBe(501);
  });

  it('answer the status of what they throw, cacheable for two seconds in production', async () => {
    const answer = await platform.route('POST', '/_v/private/tiny/act/throwing');
    expect(answer).toMatchObject({
      status: 418,
      headers: { 'cache-control': 'public, max-age=2' },
      json: { message: 'on purpose' },
    });
  });

  it('answer 500 for a failed call of a client, and print the request with its token', async () => {
    const answer = await platform.route('POST', '/_v/private/tiny/act/leaking');
    expect(answer.status).toBe(500);
    const [token = ''] = platform.credentials.secrets().slice(-1);
    expect(answer.text).not.toContain(token);
    await until('the error is printed', () => app.leaks().includes(token));
    expect(app.logs()).not.toContain(token);
  });

  it('outside /_v/private lose their cookies and are cached, as far as we know', async () => {
    const ask = () => platform.route('GET', '/_v/tiny/unguarded', { cookies: { a: 'b' } });
    expect(await ask()).toMatchObject({ fromCache: false, json: { cookie: '' } });
    expect(await ask()).toMatchObject({ fromCache: true });
  });
});

describe('events', () => {
  it('come with the topic and sender, parsed, and are answered 204', async () => {
    const body = { orderId: '1', nested: { a: 1 } };
    const answers = await platform.event('tinyvendor.tiny@1.2.3', 'tiny-topic', body);
    expect(answers).toMatchObject([{ handlerId: 'heard', status: 204, text: '' }]);
    expect(storedJson('heard.json')).toEqual({
      body,
      key: 'tiny-topic',
      sender: 'tinyvendor.tiny@1.2.3',
      subject: '',
      route: { id: 'heard', type: 'event', params: {} },
      hasRequest: false,
      userToken: null,
    });
  });

  it('answer the status of what a handler throws', async () => {
    expect(await platform.event('tinyvendor.tiny', 'tiny-failure', {})).toMatchObject([{ status: 409 }]);
  });

  it('that are no JSON answer 500 without reaching the handler; unknown handlers 404', async () => {
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`${app.replicas[0]?.url}/sandboxstore/master/_events`, {
        method: 'POST',
        headers: { 'x-vtex-account': 'sandboxstore', 'content-type': 'application/json', ...headers },
        body,
      });
    const broken = await post({ 'x-event-handler-id': 'heard' }, '{');
    expect([broken.status, await broken.text()]).toEqual([
      500,
      expect.stringContaining('Error parsing event body'),
    ]);
    expect((await post({ 'x-event-handler-id': 'nobody' }, '{}')).status).toBe(404);
    expect((await post({}, '{}')).status).toBe(404);
  });

  it('sent by the app come back to its own handlers, later', async () => {
    await act('sendEvent', { key: 'tiny-topic', message: { own: true } });
    await until('the own event is heard', () => storedJson('heard.json')?.body?.own === true);
  });

  it('are lost when the platform loses them: the sender is told nothing', async () => {
    await until('nothing is under way', () => platform.events.waiting() === 0);
    platform.events.switches.lostShare = 1;
    const { delivered, lost } = platform.events.counts;
    expect(await act('sendEvent', { key: 'tiny-topic', message: {} })).toEqual({});
    platform.events.switches.lostShare = 0;
    expect(platform.events.counts).toMatchObject({ delivered, lost: lost + 1 });
  });
});

describe('clients', () => {
  it('remember a GET for the length of a request, failures too', async () => {
    expect(await act('memoisedRead')).toEqual({ first: { turn: 1 }, again: { turn: 1 } });
    const failure = { failed: { status: 404, code: 'ERR_BAD_REQUEST', name: 'AxiosError' } };
    expect(await act('memoisedFailure')).toEqual({ before: failure, after: failure });
  });

  it('of VBase write with If-Match, and see a stale one as a failed request', async () => {
    const stale = { failed: { status: 412, code: 'ERR_BAD_REQUEST', name: 'AxiosError' } };
    expect(await act('conditionalWrite')).toEqual({ hashIsEtag: true, right: 'saved', stale });
  });

  it('of VBase zip, list, look and delete', async () => {
    expect(await act('files')).toEqual({
      text: 'unpacked again',
      etag: 'string',
      missing: null,
      rows: [{ path: 'zipped.txt', hash: expect.any(String) }],
      removed: { ok: 204 },
    });
  });

  it('of Apps read the settings of the moment: nothing is kept from one request to the next', async () => {
    expect(await act('settings')).toEqual({ color: 'green' });
    platform.settings.save({ color: 'red' });
    expect(await act('settings')).toEqual({ color: 'red' });
  });

  it('of Master Data save, search and scroll; saving the same schema again is a failure (304)', async () => {
    expect(await act('masterData')).toMatchObject({
      again: { failed: { status: 304 } },
      bad: { failed: { status: 400 } },
      found: {
        data: [
          { id: 'doc-3', size: 3 },
          { id: 'doc-2', size: 2 },
        ],
        pagination: { page: 1, pageSize: 50, total: 2 },
      },
      scrolled: 2,
      one: { id: 'doc-2', kind: 'x', size: 2 },
    });
  });

  it('of License Manager take any failure for a no', async () => {
    const token = platform.credentials.login({ user: 'a@b.example', resources: ['LogisticsViewer'] });
    const may = async (resource: string) => (await act('access', { token, resource })).may;
    expect(await may('LogisticsViewer')).toBe(true);
    expect(await may('LogisticsAdmin')).toBe(false);
    platform.faults.set({ service: 'license-manager', fault: { kind: 'status', status: 503 }, times: 1 });
    expect(await may('LogisticsViewer')).toBe(false);
  });

  it('send a POST that timed out a second time when retries are on, and once when they are off', async () => {
    const posts = () => platform.requests.calls('outside').length;
    const post = (retries: number) =>
      act('postOutside', { path: '/events', config: { retries, timeout: 300, initialBackoffDelay: 20 } });
    for (const [retries, sent] of [
      [1, 2],
      [0, 1],
    ] as const) {
      const fault = platform.faults.set({ service: 'outside', fault: { kind: 'hang-after' } });
      const before = posts();
      expect(await post(retries)).toEqual({
        failed: { status: null, code: 'ECONNABORTED', name: 'AxiosError' },
      });
      expect(posts() - before).toBe(sent);
      platform.faults.clear(fault);
    }
  });

  it('reach outside only where the policies let them', async () => {
    const post = async (path: string) => (await act('postOutside', { path, config: {} })) as Failed;
    // The stand-in ERP's own refusal: it was reached, and our message is not signed.
    expect((await post('/events')).failed?.status).toBe(401);
    expect(sandbox.erp.books.refused()).toHaveLength(1);
    expect((await post('/elsewhere')).failed?.status).toBe(403);
  });

  it('of Janus reach the store with the token in the cookie header, and see its Date', async () => {
    sandbox.store.model.stock({ skuId: '10', warehouseId: 'main', quantity: 7 });
    const balance = (await act('balance', { skuId: '10', cookie: true })) as { ok: { date: string } };
    expect(Date.parse(balance.ok.date)).toBeGreaterThan(Date.now() - 60_000);
    expect(balance).toMatchObject({ ok: { data: { skuId: '10' } } });
    // Left to itself the client names nobody to the store's API.
    expect(await act('balance', { skuId: '10' })).toMatchObject({ failed: { status: 401 } });
  });
});

it('starts another worker for one that was killed', async () => {
  const [replica] = app.replicas;
  const killed = replica?.killWorker();
  await until('another worker answers', async () => {
    const { json, status } = await platform.route('GET', '/_v/private/tiny/echo/a/b');
    return status === 200 && (json as { pid: number }).pid !== killed;
  });
});

it('at SIGTERM drops what its worker is doing, and starts another worker instead of ending', async () => {
  const [replica] = app.replicas;
  const [worker] = replica?.workerPids() ?? [];
  const slow = platform.route('POST', '/_v/private/tiny/act/waiting', { body: { ms: 3_000 } });
  await until('the request is under way', () => app.logs().includes('[tiny] waiting'));
  replica?.signal('SIGTERM');
  expect((await slow).status).toBe(0);
  await until('another worker', () => {
    const [now] = replica?.workerPids() ?? [];
    return now !== undefined && now !== worker;
  });
});

it('starts again at the same address after kill -9', async () => {
  const [replica] = app.replicas;
  await replica?.kill();
  expect((await platform.route('GET', '/_v/private/tiny/echo/a/b')).status).toBe(0);
  await replica?.start();
  expect((await platform.route('GET', '/_v/private/tiny/echo/a/b')).status).toBe(200);
}, 60_000);

type Failed = { failed?: { status: number } };

function storedJson(file: string): { body?: { own?: boolean } } | undefined {
  const stored = platform.vbase.buckets.get('box')?.read(file);
  return stored ? JSON.parse(stored.content.toString('utf8')) : undefined;
}

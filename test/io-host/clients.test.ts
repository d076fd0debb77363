import './platform-env';
import { Clients } from '@holdfast/node/io/clients/clients';
import { exchange } from '@holdfast/node/io/clients/exchange';
import { outboundTo } from '@holdfast/node/io/clients/outbound';
import { portsOf } from '@holdfast/node/io/clients/ports-of';
import { type InstanceOptions, IOClient, type IOContext } from '@vtex/api';
import { ioContext } from './io-context';
import { type Arrived, json, type OutsideWorld, silence, startOutsideWorld } from './outside-world';

const READ = {
  method: 'GET',
  path: '/api/logistics/pvt/inventory/skus/1',
  endpoint: '/api/logistics/pvt/inventory/skus/{skuId}',
} as const;
const WRITE = { ...READ, method: 'PUT', body: { quantity: 3 } } as const;

let world: OutsideWorld;
const before = process.env.http_proxy;

beforeEach(async () => {
  world = await startOutsideWorld();
  process.env.http_proxy = world.url;
});

afterEach(async () => {
  await world.close();
  process.env.http_proxy = before;
  if (before === undefined) delete process.env.http_proxy;
});

function onlyArrived(): Arrived {
  const [arrived] = world.arrived;
  if (arrived === undefined) throw new Error('nothing arrived');
  return arrived;
}

/** As bad as the service's defaults could be. */
const EAGER: Record<string, InstanceOptions> = { default: { retries: 3, timeout: 100, memoizable: true } };

function ports(context: Partial<IOContext> = {}) {
  return portsOf(new Clients(EAGER, ioContext(context)));
}

describe('the store', () => {
  test.each([200, 404, 423, 500, 503])('a %d is an answer, with its Date', async (status) => {
    world.answer(json(status, { some: 'thing' }, { date: 'Tue, 03 Jun 2025 10:00:00 GMT' }));
    const answer = await ports().vtex.send(READ);
    expect(answer).toMatchObject({ kind: 'answer', status, body: { some: 'thing' } });
    expect(answer.kind === 'answer' && answer.headers.date).toBe('Tue, 03 Jun 2025 10:00:00 GMT');
    expect(world.arrived).toHaveLength(1);
  });

  test('a 429 keeps its Retry-After', async () => {
    world.answer(json(429, {}, { 'retry-after': '17' }));
    const answer = await ports().vtex.send(READ);
    expect(answer.kind === 'answer' && [answer.status, answer.headers['retry-after']]).toEqual([429, '17']);
  });

  test('a redirect is an answer, and is not followed', async () => {
    world.answer(json(302, {}, { location: 'http://elsewhere.example.com/' }));
    expect(await ports().vtex.send(READ)).toMatchObject({ kind: 'answer', status: 302 });
    expect(world.arrived).toHaveLength(1);
  });

  test('it goes to the gateway with the account and the app credential, over https beyond the proxy', async () => {
    world.answer(json(200, {}));
    await ports().vtex.send({ ...READ, query: { f: 'a b:[1 TO 2]' } });
    const { url, headers } = onlyArrived();
    expect(url.host).toBe('portal.vtexcommercestable.com.br');
    expect(url.searchParams.get('an')).toBe('teststore');
    expect(url.search).toContain('a%20b');
    expect(headers.vtexidclientautcookie).toBe('app-token');
    expect(headers['proxy-authorization']).toBe('app-token');
    expect(headers['x-vtex-use-https']).toBe('true');
  });

  test('two equal reads of one request go out twice', async () => {
    let count = 0;
    world.answer((request, response) => json(200, { count: ++count })(request, response));
    const { vtex } = ports();
    const answers = [await vtex.send(READ), await vtex.send(READ)];
    expect(answers.map((one) => one.kind === 'answer' && one.body)).toEqual([{ count: 1 }, { count: 2 }]);
    expect(world.arrived).toHaveLength(2);
  });

  test('nobody listens: no answer, and never sent', async () => {
    await world.close();
    expect(await ports().vtex.send(WRITE)).toMatchObject({ kind: 'no-answer', code: 'ECONNREFUSED' });
  });

  test('a broken connection is no answer, and a write is not tried again', async () => {
    world.answer((_request, response) => response.socket?.destroy());
    expect(await ports().vtex.send(WRITE)).toMatchObject({ kind: 'no-answer', code: 'ECONNRESET' });
    expect(world.arrived).toHaveLength(1);
  });

  test('what a visitor brought along stays here', async () => {
    world.answer(json(200, {}));
    await ports({ segmentToken: 'segment', sessionToken: 'session', janusEnv: 'beta' }).vtex.send(READ);
    const { url, headers } = onlyArrived();
    expect(url.host).toBe('portal.vtexcommercestable.com.br');
    expect(headers['x-vtex-segment']).toBeUndefined();
    expect(headers['x-vtex-session']).toBeUndefined();
  });
});

class PlainClient extends IOClient {
  public ask(method: 'GET' | 'PUT', timeoutMs: number) {
    return exchange(this.http, {
      method,
      url: 'http://slow.example.com/',
      body: { some: 'thing' },
      timeoutMs,
    });
  }
}

describe('the exchange', () => {
  const client = () => new PlainClient(ioContext(), { retries: 3, timeout: 5 });

  test('a write that nobody answers in time goes out once', async () => {
    world.answer(silence);
    expect(await client().ask('PUT', 1_000)).toMatchObject({ kind: 'no-answer', code: 'ETIMEDOUT' });
    expect(world.arrived).toHaveLength(1);
  });

  test('the time-out is ours, for the whole exchange: bytes that trickle in do not put it off', async () => {
    world.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 30);
      response.on('close', () => clearInterval(timer));
    });
    expect(await client().ask('GET', 200)).toMatchObject({ kind: 'no-answer', code: 'ETIMEDOUT' });
  });

  test('a time-out of the service (5 ms here) does not cut it short', async () => {
    world.answer((request, response) => void setTimeout(() => json(200, {})(request, response), 100));
    expect(await client().ask('GET', 5_000)).toMatchObject({ kind: 'answer', status: 200 });
  });
});

describe('the ERP', () => {
  const BODY = '{"a":1,  "b":"ü"}';
  const request = (url: string) => ({
    url,
    headers: { 'content-type': 'application/cloudevents+json', 'webhook-id': 'w1' },
    body: BODY,
    timeoutMs: 2_000,
  });

  test.each([200, 302, 400, 429, 500])('a %d is an answer with its headers', async (status) => {
    world.answer(json(status, 'x'.repeat(200_000), { 'retry-after': '3' }));
    const answer = await ports().post(request('http://erp.example.com/hook'));
    expect(answer).toMatchObject({ kind: 'answer', status });
    expect(answer.kind === 'answer' && answer.headers['retry-after']).toBe('3');
    expect(world.arrived).toHaveLength(1);
  });

  test('exactly the signed characters go out, with nothing of who is logged in', async () => {
    world.answer(json(200, {}));
    await ports({ sessionToken: 'session', host: 'teststore.myvtex.com' }).post(
      request('https://erp.example.com:8443/hook?x=1'),
    );
    const [arrived] = world.arrived;
    expect(arrived?.body).toBe(BODY);
    expect(arrived?.headers['content-type']).toBe('application/cloudevents+json');
    expect(arrived?.url.href).toBe('http://erp.example.com/hook?x=1');
    expect(arrived?.headers['x-vtex-use-https']).toBe('true');
    expect(arrived?.headers['x-vtex-remote-port']).toBe('8443');
    expect(arrived?.headers['x-vtex-session']).toBeUndefined();
    expect(arrived?.headers['x-forwarded-host']).toBeUndefined();
  });

  test('no answer in time', async () => {
    world.answer(silence);
    const answer = await ports().post({ ...request('http://erp.example.com/'), timeoutMs: 1_000 });
    expect(answer).toEqual({ kind: 'no-answer', code: 'TIMEOUT' });
    expect(world.arrived).toHaveLength(1);
  });

  test('how addresses are called', () => {
    expect(outboundTo('http://erp.example.com:8080/a')).toEqual({
      url: 'http://erp.example.com/a',
      headers: { 'X-Vtex-Remote-Port': '8080' },
    });
    expect(outboundTo('http://127.0.0.1:4000/a')).toEqual({ url: 'http://127.0.0.1:4000/a', headers: {} });
  });
});

describe('VBase and Master Data', () => {
  test('VBase: below the own buckets of account and workspace, the text as it came, with its etag', async () => {
    world.answer((_request, response) => response.writeHead(200, { etag: '"e1"' }).end('{"a": 1}'));
    const answer = await ports().vbase({
      method: 'GET',
      path: '/orders/files/a.json',
      query: { prefix: 'a' },
      headers: { accept: 'application/json' },
    });
    expect(answer).toMatchObject({
      kind: 'answered',
      status: 200,
      body: '{"a": 1}',
      headers: { etag: '"e1"' },
    });
    expect(world.arrived[0]?.url.href).toBe(
      'http://infra.io.vtex.com/vbase/v2/teststore/master/buckets/holdfast.holdfast/orders/files/a.json?prefix=a',
    );
    expect(world.arrived[0]?.headers.authorization).toBe('Bearer app-token');
  });

  test('VBase: a conditional write goes out once, as it was given, whatever is answered', async () => {
    world.answer((_request, response) => response.writeHead(412).end());
    const write = {
      method: 'PUT' as const,
      path: '/orders/files/a.json',
      headers: { 'content-type': 'application/json', 'if-match': '"e1"' },
      body: '{"a":2}',
    };
    expect(await ports().vbase(write)).toMatchObject({ kind: 'answered', status: 412, body: '' });
    expect(world.arrived.map(({ body }) => body)).toEqual(['{"a":2}']);
    expect(world.arrived[0]?.headers['if-match']).toBe('"e1"');
  });

  test("VBase: the router's own time-out may have been applied", async () => {
    world.answer(json(503, { code: 'ProxyTimeout' }));
    const write = { method: 'PUT' as const, path: '/o/files/a', headers: {}, body: '{}' };
    expect(await ports().vbase(write)).toMatchObject({ kind: 'no-answer' });
  });

  test('Master Data: with account and credential, JSON both ways', async () => {
    world.answer(json(201, [{ id: '1' }], { 'rest-content-range': 'resources 0-0/1' }));
    const answer = await ports().masterData.send({
      method: 'PUT',
      path: '/holdfast_log/documents/a',
      query: { _schema: 'v1' },
      headers: {},
      body: { a: 1 },
    });
    expect(answer).toMatchObject({ kind: 'answer', status: 201, body: [{ id: '1' }] });
    const [arrived] = world.arrived;
    expect(arrived?.url.href).toBe(
      'http://api.vtex.com/api/dataentities/holdfast_log/documents/a?an=teststore&_schema=v1',
    );
    expect(arrived?.body).toBe('{"a":1}');
    expect(arrived?.headers.vtexidclientautcookie).toBe('app-token');
  });
});

describe('identity, settings and the event to itself', () => {
  test.each([
    [200, { authStatus: 'Success', id: 'u', user: 'a@b.c', account: 'teststore', audience: 'admin' }, 'user'],
    [401, { authStatus: 'WrongCredentials' }, 'nobody'],
    [200, { authStatus: 'WrongCredentials' }, 'nobody'],
    [500, {}, 'unavailable'],
    [429, {}, 'unavailable'],
    [200, 'not JSON of theirs', 'unavailable'],
  ])('VTEX ID says %d %j: %s', async (status, body, kind) => {
    world.answer(json(status, body));
    expect((await ports().identity.whoHolds('user-token')).kind).toBe(kind);
    expect(world.arrived[0]?.url.pathname).toBe('/api/vtexid/credential/validate');
    expect(world.arrived[0]?.body).toBe('{"token":"user-token"}');
  });

  test.each([
    [200, true, 'yes'],
    [204, undefined, 'yes'],
    [200, false, 'no'],
    [403, {}, 'no'],
    [401, {}, 'no'],
    [429, {}, 'unavailable'],
    [502, {}, 'unavailable'],
  ])('License Manager says %d %j: %s', async (status, body, said) => {
    world.answer(
      body === undefined ? (_request, response) => response.writeHead(status).end() : json(status, body),
    );
    expect(await ports().identity.mayUse('user-token', 'LogisticsAdmin')).toBe(said);
    expect(world.arrived[0]?.headers.vtexidclientautcookie).toBe('user-token');
  });

  test('settings of the app as it is installed', async () => {
    world.answer(json(200, { mode: 'execute' }));
    expect(await ports().settings()).toEqual({ mode: 'execute' });
    expect(world.arrived[0]?.url.href).toBe(
      'http://infra.io.vtex.com/apps/v0/teststore/master/apps/holdfast.holdfast@0.1.0/settings',
    );
  });

  test('the event to itself', async () => {
    world.answer((_request, response) => response.writeHead(204).end());
    await ports().announce({ paths: ['work/deliver/a'] });
    expect(world.arrived[0]?.url.href).toBe(
      'http://infra.io.vtex.com/courier/v0/teststore/master/events/holdfast-work?resource=',
    );
    expect(world.arrived[0]?.body).toBe('{"paths":["work/deliver/a"]}');
  });
});

import type { IncomingHttpHeaders } from 'node:http';
import { type Listening, listen } from '../../listen';
import { platformFixture } from '../platform-fixture';
import { findRoute, listenersTo, serviceJson } from './service-json';

interface Got {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Stands in for the app's process: says what it got. */
async function fakeApp(status = 200, headers: Record<string, string> = {}) {
  const got: Got[] = [];
  const listening = await listen((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      got.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      if (request.url?.includes('never')) return;
      response.writeHead(status, headers).end('{"said":"so"}');
    });
  }, 0);
  return { got, listening };
}

let world: Awaited<ReturnType<typeof platformFixture>>;
let apps: { got: Got[]; listening: Listening }[];
beforeEach(async () => {
  world = await platformFixture();
  apps = [await fakeApp(), await fakeApp()];
  world.platform.replicas.push(...apps.map(({ listening }) => listening.url));
});
afterEach(async () => {
  await world.stop();
  await Promise.all(apps.map(({ listening }) => listening.close()));
});

it('sends what the runtime reads, and round the replicas', async () => {
  const { platform } = world;
  for (const n of [1, 2])
    expect(
      await platform.route('POST', '/_v/app/x%2Fy?q=1', { body: { n }, headers: { 'x-own': 'a' } }),
    ).toMatchObject({ status: 200, json: { said: 'so' } });
  expect(apps.map(({ got }) => got.length)).toEqual([1, 1]);
  const [got] = apps[0]?.got ?? [];
  expect(got).toMatchObject({
    method: 'POST',
    url: '/_v/app/x%2Fy?q=1',
    body: '{"n":1}',
    headers: {
      'x-own': 'a',
      'x-colossus-route-id': 'one',
      'x-colossus-params': 'name=x%2Fy',
      'x-vtex-account': 'shop',
      'x-vtex-workspace': 'master',
      'x-vtex-workspace-is-production': 'true',
      'x-forwarded-host': 'shop.myvtex.com',
    },
  });
  expect(platform.credentials.isAppToken(got?.headers['x-vtex-credential'] as string)).toBe(true);
});

it('does not let a stranger set the context', async () => {
  await world.platform.route('GET', '/_v/app/x', {
    headers: { 'x-vtex-credential': 'mine', 'x-vtex-account': 'b' },
  });
  const headers: IncomingHttpHeaders = apps[0]?.got[0]?.headers ?? {};
  expect([headers['x-vtex-credential'] === 'mine', headers['x-vtex-account']]).toEqual([false, 'shop']);
});

it('goes to the next replica when nobody listens, and not when one breaks off', async () => {
  const { platform } = world;
  await apps[0]?.listening.close();
  expect((await platform.route('POST', '/_v/app/x')).status).toBe(200);
  expect((await platform.route('POST', '/_v/app/x')).status).toBe(200);
  await apps[1]?.listening.close();
  expect((await platform.route('POST', '/_v/app/x')).status).toBe(0);
});

it('gives up after the time of the service', async () => {
  expect(await world.platform.route('POST', '/_v/app/never')).toMatchObject({ status: 504 });
});

it('caches what does not forbid it, outside /_v/private only', async () => {
  const { platform } = world;
  const ask = async (path: string) => (await platform.route('GET', path)).fromCache;
  expect([await ask('/_v/app/x'), await ask('/_v/app/x'), await ask('/_v/app/x?a')]).toEqual([
    false,
    true,
    false,
  ]);
  platform.edge.forgetCache();
  expect(await ask('/_v/app/x')).toBe(false);
  const careful = await fakeApp(200, { 'cache-control': 'no-store' });
  apps.push(careful);
  platform.replicas.splice(0, 2, careful.listening.url);
  expect([await ask('/_v/app/y'), await ask('/_v/app/y')]).toEqual([false, false]);
});

it('is the public address of the store over HTTP too', async () => {
  const answer = await fetch(`${world.platform.url}/_v/app/hook`, { method: 'POST', body: '{"a":1}' });
  expect([answer.status, await answer.json()]).toEqual([200, { said: 'so' }]);
  expect(apps[0]?.got).toMatchObject([{ body: '{"a":1}', url: '/_v/app/hook' }]);
  expect((await fetch(`${world.platform.url}/nothing`)).status).toBe(404);
});

const service = serviceJson.parse({
  routes: {
    exact: { path: '/_v/a/b', public: true },
    named: { path: '/_v/a/:one', public: true },
    rest: { path: '/_v/a/*rest' },
    old: { path: '/_v/o/:path*' },
  },
  events: {
    one: { sender: 'v.a', topics: ['x', 'y'] },
    two: { sender: 'v.a', keys: ['x'] },
    three: { sender: 'v.b', topics: ['x'] },
  },
});

it.each([
  ['/_v/a/b', { id: 'exact', isPublic: true, params: {} }],
  ['/_v/a/c', { id: 'named', isPublic: true, params: { one: 'c' } }],
  ['/_v/a/%20', { id: 'named', isPublic: true, params: { one: ' ' } }],
  ['/_v/a/c/d', { id: 'rest', isPublic: false, params: { rest: 'c/d' } }],
  ['/_v/o/p/q', { id: 'old', isPublic: false, params: { path: 'p/q' } }],
  ['/_v/b', null],
])('finds the most exact route of %s', (path, expected) => {
  expect(findRoute(service, path)).toEqual(expected);
});

it('finds who listens to a topic, whatever the version of the sender', () => {
  expect(listenersTo(service, 'v.a@1.0.0', 'x')).toEqual(['one', 'two']);
  expect(listenersTo(service, 'v.a', 'y')).toEqual(['one']);
  expect(listenersTo(service, 'v.c', 'x')).toEqual([]);
});

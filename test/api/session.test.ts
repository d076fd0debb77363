import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiRouter } from '@holdfast/server/http/create-api-router';
import { errorEdge } from '@holdfast/server/http/error-edge';
import { createDoorBook } from '@holdfast/server/http/session/door-book';
import { createGuessLimit, type GuessLimit } from '@holdfast/server/http/session/guess-limit';
import { anAdmin, digestOfToken, type Person, peopleOf } from '@holdfast/server/http/session/people';
import { sessionRoutes } from '@holdfast/server/http/session/session-routes';
import { createSessions } from '@holdfast/server/http/session/sessions';
import { createLog } from '@holdfast/server/log/create-log';
import { createEndedSessions } from '@holdfast/server/postgres/queries/ended-sessions';
import Koa from 'koa';
import { freshDatabase } from '../postgres/fresh-database';
import { START_MS } from '../store-contract/examples';
import { type ApiServer, openApiServer, TOKEN } from './api-server';
import { seed } from './seed';

const API = '/_v/holdfast/api';
const SESSION = '/_v/holdfast/session';
const APPROVE = `${API}/recommendations/p-wait/approve`;
const HOUR = 3_600_000;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let behind: ApiServer;
let url: string;
let paused: number[];
const servers: Server[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  behind = await openApiServer(database.url, START_MS);
  await seed(behind.store);
  paused = [];
  url = await openProcess();
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await behind.close();
});

/** One process as `createPanel` puts it together; several may run on one database. */
async function openProcess(
  more: { adminToken?: string; secret?: string; publicUrl?: string; named?: () => Person[] } = {},
) {
  const { adminToken = TOKEN, secret = 'kept-secret' } = more;
  const now = () => behind.clock.ms;
  const publicUrl = () => more.publicUrl ?? null;
  const ended = createEndedSessions(behind.pool, 'acme', now);
  const people = peopleOf(() => [...(more.named?.() ?? []), anAdmin(digestOfToken(adminToken))]);
  const sessions = createSessions({ secret, people, ended, now });
  const [guesses, ofApi] = [1, 2].map(() => createGuessLimit({ mostOfOne: 5, mostOfAll: 20 }, now)) as [
    GuessLimit,
    GuessLimit,
  ];
  const book = createDoorBook({
    append: (entries) => behind.store.appendLog(entries),
    onFailure: () => undefined,
  });
  const pause = async (ms: number) => void paused.push(ms);
  const app = new Koa({ proxy: true, maxIpsCount: 1 });
  app.use(errorEdge(createLog('silent')));
  app.use(createApiRouter(behind.deps, { people, sessions, publicUrl, guesses: ofApi, book }).routes());
  app.use(sessionRoutes({ people, sessions, guesses, publicUrl, pause, book }).routes());
  const server = createServer(app.callback());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Headers = Record<string, string>;

async function ask(method: string, path: string, headers: Headers = {}, body?: string, at = url) {
  const response = await fetch(`${at}${path}`, { method, headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

const signIn = (token = TOKEN, headers: Headers = {}, at = url) =>
  ask('POST', SESSION, headers, JSON.stringify({ token }), at);

async function signedIn(at = url) {
  const answer = await signIn(TOKEN, {}, at);
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { cookie, csrf: String(answer.body.csrf), expiresAt: answer.body.expiresAt };
}

describe('signing in', () => {
  test('gives a cookie that no script reads, no other site sends and no cache keeps', async () => {
    const answer = await signIn();
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^holdfast_session=[\w.-]+; /);
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      `Expires=${new Date(START_MS + 12 * HOUR).toUTCString()}`,
      'HttpOnly',
      'Path=/',
      'SameSite=Strict',
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      csrf: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: new Date(START_MS + 12 * HOUR).toISOString(),
    });
    expect(cookie).not.toContain(answer.body.csrf);
    expect(answer.text + cookie).not.toContain(TOKEN);
  });

  test.each([
    ['https', true],
    ['https, http', true],
    ['HTTPS', true],
    ['http', false],
    ['http, https', false],
  ])('behind a proxy that says %s, secure: %s', async (proto, secure) => {
    const { headers } = await signIn(TOKEN, { 'x-forwarded-proto': proto });
    expect(/; Secure(;|$)/.test(headers.getSetCookie()[0] ?? '')).toBe(secure);
  });

  test('each sign-in is a session of its own', async () => {
    expect((await signedIn()).cookie).not.toBe((await signedIn()).cookie);
  });

  test.each([['x'], [`${TOKEN}x`], [TOKEN.slice(1)], [TOKEN.toUpperCase()]])(
    'with %s is refused after a while',
    async (token) => {
      const answer = await signIn(token);
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(paused).toEqual([500]);
    },
  );

  test.each([
    ['nothing', '', 400],
    ['no JSON', '{', 400],
    ['no token', '{}', 400],
    ['an empty one', '{"token":""}', 400],
    ['something else', '{"token":{"$ne":null}}', 400],
    ['too much', JSON.stringify({ token: 'x'.repeat(5_000) }), 413],
  ])('with %s', async (_name, body, status) => {
    expect((await ask('POST', SESSION, {}, body)).status).toBe(status);
  });

  test('from another site is refused, whatever the token', async () => {
    for (const origin of ['https://evil.example', 'null'])
      expect((await signIn(TOKEN, { origin })).status).toBe(403);
    expect((await signIn(TOKEN, { origin: url })).status).toBe(200);
  });

  test('after five wrong tokens in a minute a client does not, until the minute is over', async () => {
    const wrong = await Promise.all(Array.from({ length: 12 }, () => signIn('wrong')));
    expect(wrong.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(wrong.filter(({ status }) => status === 429)).toHaveLength(7);
    const right = await signIn();
    expect(right.status).toBe(429);
    expect(right.headers.get('retry-after')).toBe('60');
    expect((await signIn(TOKEN, { 'x-forwarded-for': '10.0.0.8' })).status).toBe(200);
    // The API itself goes on for whoever has the token.
    const bearer = { authorization: `Bearer ${TOKEN}` };
    expect((await ask('GET', `${API}/settings`, bearer)).status).toBe(200);
    behind.clock.ms += 60_000;
    expect((await signIn()).status).toBe(200);
  });

  test('what a client claims to stand before the proxy does not make it another', async () => {
    for (let turn = 0; turn < 5; turn += 1)
      await signIn('wrong', { 'x-forwarded-for': `1.1.1.${turn}, 10.0.0.7` });
    expect((await signIn('wrong', { 'x-forwarded-for': '2.2.2.2, 10.0.0.7' })).status).toBe(429);
  });

  test('guesses at the bearer token are as limited, and signing in is not locked by them', async () => {
    const guess = (token: string, from = '10.0.0.7') =>
      ask('GET', `${API}/settings`, { authorization: `Bearer ${token}`, 'x-forwarded-for': from });
    for (let turn = 0; turn < 5; turn += 1) expect((await guess('wrong')).status).toBe(401);
    expect((await guess('wrong')).status).toBe(429);
    const right = await guess(TOKEN);
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await guess(TOKEN, '10.0.0.8')).status).toBe(200);
    expect((await signIn(TOKEN, { 'x-forwarded-for': '10.0.0.7' })).status).toBe(200);
    behind.clock.ms += 60_000;
    expect((await guess(TOKEN)).status).toBe(200);
  });

  test('right ones are not limited', async () => {
    for (let turn = 0; turn < 12; turn += 1) expect((await signIn()).status).toBe(200);
  });
});

describe('a session', () => {
  test('opens the admin API, and says that it is there', async () => {
    const { cookie, csrf, expiresAt } = await signedIn();
    expect((await ask('GET', `${API}/overview`, { cookie })).status).toBe(200);
    expect((await ask('GET', SESSION, { cookie })).body).toEqual({ signedIn: true, csrf, expiresAt });
    expect((await ask('GET', SESSION)).body).toEqual({ signedIn: false });
    expect((await ask('GET', SESSION, { cookie: 'holdfast_session=x.1.y' })).body).toEqual({
      signedIn: false,
    });
  });

  test('changes nothing without the proof that our own page asks', async () => {
    const { cookie, csrf } = await signedIn();
    const other = await signedIn();
    const refused: Headers[] = [
      { cookie },
      { cookie, 'x-holdfast-csrf': '' },
      { cookie, 'x-holdfast-csrf': other.csrf },
      { cookie, 'x-holdfast-csrf': csrf, origin: 'https://evil.example' },
      { cookie, 'x-holdfast-csrf': csrf, origin: 'null' },
    ];
    for (const headers of refused) expect((await ask('POST', APPROVE, headers)).status).toBe(403);
    expect(behind.asked.planned).toEqual([]);
    expect((await ask('POST', APPROVE, { 'x-holdfast-csrf': csrf })).status).toBe(401);
    expect((await ask('POST', APPROVE, { cookie, 'x-holdfast-csrf': csrf, origin: url })).status).toBe(200);
    expect(behind.asked.planned).toHaveLength(1);
  });

  test('the bearer token needs no such proof', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, origin: 'https://a-tool.example' };
    expect((await ask('POST', APPROVE, headers)).status).toBe(200);
  });

  test('is known to every process, and after a restart', async () => {
    const { cookie, csrf } = await signedIn();
    const other = await openProcess();
    expect((await ask('GET', SESSION, { cookie }, undefined, other)).body).toMatchObject({ csrf });
    expect((await ask('POST', APPROVE, { cookie, 'x-holdfast-csrf': csrf }, undefined, other)).status).toBe(
      200,
    );
  });

  test('ends when the admin token, or the secret, is another one', async () => {
    const { cookie } = await signedIn();
    for (const more of [{ adminToken: 'a-new-admin-token' }, { secret: 'another' }]) {
      const other = await openProcess(more);
      expect((await ask('GET', `${API}/overview`, { cookie }, undefined, other)).status).toBe(401);
      expect((await ask('GET', SESSION, { cookie }, undefined, other)).body).toEqual({ signedIn: false });
    }
  });

  test('lasts twelve hours', async () => {
    const { cookie } = await signedIn();
    behind.clock.ms += 12 * HOUR - 1;
    expect((await ask('GET', `${API}/overview`, { cookie })).status).toBe(200);
    behind.clock.ms += 1;
    expect((await ask('GET', `${API}/overview`, { cookie })).status).toBe(401);
  });

  test('behind a proxy that changes Host, the public address is our own', async () => {
    const publicUrl = 'https://holdfast.example';
    const at = await openProcess({ publicUrl });
    const [given = ''] = (await signIn(TOKEN, {}, at)).headers.getSetCookie();
    expect(given).toMatch(/^__Host-holdfast_session=[\w.-]+; Path=\/; .*; Secure$/);
    const { cookie, csrf } = await signedIn(at);
    const headers = { cookie, 'x-holdfast-csrf': csrf, origin: publicUrl };
    expect((await ask('POST', APPROVE, headers, undefined, at)).status).toBe(200);
  });
});

describe('several people', () => {
  const person = (who: string, role: Person['role'], token = `the-token-of-${who}`): Person => ({
    who,
    role,
    tokenDigest: digestOfToken(token),
  });
  let named: Person[];
  let at: string;
  beforeEach(async () => {
    named = [person('Vera', 'viewer'), person('Ana Ção', 'approver'), person('Ada', 'admin')];
    at = await openProcess({ named: () => named });
  });
  const as = (who: string, method: string, path: string) =>
    ask(method, `${API}${path}`, { authorization: `Bearer the-token-of-${who}` }, undefined, at);

  test('are told who they are', async () => {
    expect((await as('Vera', 'GET', '/me')).body).toEqual({ who: 'Vera', role: 'viewer' });
    const byToken = await ask('GET', `${API}/me`, { authorization: `Bearer ${TOKEN}` }, undefined, at);
    expect(byToken.body).toEqual({ who: 'An admin', role: 'admin' });
  });

  test('may do what their role allows, whatever they send', async () => {
    const statuses = async (who: string) => {
      const all: number[] = [];
      for (const [method, path] of [
        ['GET', '/overview'],
        ['GET', '/logs.csv'],
        ['POST', '/connector/check'],
        ['POST', '/recommendations/nothing/approve'],
        ['POST', '/deliveries/retry-parked'],
        ['POST', '/listeners/hook/register'],
      ] as const) {
        const answer = await fetch(`${at}${API}${path}`, {
          method,
          headers: { authorization: `Bearer the-token-of-${who}` },
        });
        await answer.arrayBuffer();
        all.push(answer.status);
      }
      return all;
    };
    expect(await statuses('Vera')).toEqual([200, 200, 200, 403, 403, 403]);
    // 404: there is no such recommendation.
    expect(await statuses('Ada')).toEqual([200, 200, 200, 404, 200, 200]);
  });

  test('are named in what they decided', async () => {
    const token = 'the-token-of-Ana Ção';
    const begun = await signIn(token, {}, at);
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const headers = { cookie, 'x-holdfast-csrf': String(begun.body.csrf) };
    expect((await ask('POST', APPROVE, headers, undefined, at)).status).toBe(200);
    const { body } = await ask('GET', `${API}/recommendations/p-wait`, { cookie }, undefined, at);
    expect(body.decidedBy).toBe('Ana Ção');
    const { body: log } = await ask('GET', `${API}/logs?kind=admin`, { cookie }, undefined, at);
    // Those who came are in the same book, a moment later.
    expect(log.entries.map(({ message }: { message: string }) => message)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Ana Ção approved/), 'Ana Ção signed in.']),
    );
    expect((await ask('POST', `${API}/deliveries/retry-parked`, headers, undefined, at)).status).toBe(403);
  });

  test('whoever is no longer named, has another token or another role feels it at once', async () => {
    const begun = await signIn('the-token-of-Ada', {}, at);
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const status = async () => (await ask('GET', `${API}/me`, { cookie }, undefined, at)).status;
    expect(await status()).toBe(200);
    named = [person('Ada', 'viewer')];
    expect((await ask('GET', `${API}/me`, { cookie }, undefined, at)).body.role).toBe('viewer');
    named = [person('Ada', 'admin', 'another-token-of-ada')];
    expect(await status()).toBe(401);
    named = [];
    expect(await status()).toBe(401);
    expect((await as('Ada', 'GET', '/me')).status).toBe(401);
  });
});

describe('signing out', () => {
  test('ends the session everywhere, for a copy of its cookie too, and no other session', async () => {
    const { cookie, csrf } = await signedIn();
    const other = await signedIn();
    const out = await ask('DELETE', SESSION, { cookie, 'x-holdfast-csrf': csrf, origin: url });
    expect(out).toMatchObject({ status: 200, body: { signedIn: false } });
    expect(out.headers.getSetCookie()[0]).toMatch(
      /^holdfast_session=; Path=\/; Expires=Thu, 01 Jan 1970 .*HttpOnly/,
    );
    const elsewhere = await openProcess();
    for (const at of [url, elsewhere]) {
      expect((await ask('GET', `${API}/overview`, { cookie }, undefined, at)).status).toBe(401);
      expect((await ask('GET', SESSION, { cookie }, undefined, at)).body).toEqual({ signedIn: false });
    }
    expect((await ask('GET', `${API}/overview`, { cookie: other.cookie })).status).toBe(200);
  });

  test('is not done for another site', async () => {
    const { cookie, csrf } = await signedIn();
    const headers = { cookie, 'x-holdfast-csrf': csrf, origin: 'https://evil.example' };
    expect((await ask('DELETE', SESSION, headers)).status).toBe(403);
    expect((await ask('DELETE', SESSION, { cookie })).status).toBe(403);
    expect((await ask('GET', SESSION, { cookie })).body).toMatchObject({ signedIn: true });
  });

  test('without a session does nothing, and twice is as good as once', async () => {
    expect((await ask('DELETE', SESSION)).status).toBe(200);
    const { cookie, csrf } = await signedIn();
    for (let turn = 0; turn < 2; turn += 1)
      expect((await ask('DELETE', SESSION, { cookie, 'x-holdfast-csrf': csrf })).status).toBe(200);
  });

  test('what is kept of ended sessions goes when they would have expired', async () => {
    const kept = async () =>
      (await behind.pool.query(`select from holdfast.settings where key like 'session-ended.%'`)).rowCount;
    for (const later of [0, 11 * HOUR, 2 * HOUR]) {
      behind.clock.ms += later;
      const { cookie, csrf } = await signedIn();
      await ask('DELETE', SESSION, { cookie, 'x-holdfast-csrf': csrf });
    }
    expect(await kept()).toBe(2);
  });
});

import type { ClientHost } from './client';
import { createClient } from './client';

function setUp(answer: () => Promise<Response>, csrf: string | null = 'proof') {
  const asked: { url: string; init: RequestInit }[] = [];
  let signedOut = 0;
  const host: ClientHost = {
    apiBase: '/_v/holdfast/api',
    csrf: () => csrf,
    signedOut: () => {
      signedOut += 1;
    },
  };
  const client = createClient(host, (url, init) => {
    asked.push({ url, init });
    return answer();
  });
  return { client, asked, signedOutCount: () => signedOut };
}

const json = (status: number, body: unknown) => async () => new Response(JSON.stringify(body), { status });

test('a reading goes to our own origin with its filter, without the proof', async () => {
  const { client, asked } = setUp(json(200, { entries: [] }));
  expect(await client.get('/logs', { kind: 'plan', cursor: '' })).toEqual({
    kind: 'answer',
    answer: { entries: [] },
  });
  expect(asked[0]?.url).toBe('/_v/holdfast/api/logs?kind=plan');
  expect(asked[0]?.init).toMatchObject({ credentials: 'same-origin', cache: 'no-store' });
  expect(JSON.stringify(asked[0]?.init.headers)).not.toContain('csrf');
});

test('a change carries the proof and a body', async () => {
  const { client, asked } = setUp(json(200, {}));
  await client.post('/recommendations/approve', { planIds: ['p'] });
  expect(asked[0]?.init).toMatchObject({
    method: 'POST',
    headers: { 'x-holdfast-csrf': 'proof', 'content-type': 'application/json' },
    body: '{"planIds":["p"]}',
  });
});

test('a host that needs no proof sends none', async () => {
  const { client, asked } = setUp(json(200, {}), null);
  await client.post('/listeners/sweep');
  expect(asked[0]?.init.headers).not.toHaveProperty('x-holdfast-csrf');
  expect(asked[0]?.init.body).toBe('{}');
});

test.each([
  [400, 'refused'],
  [403, 'refused'],
  [404, 'not-found'],
  [409, 'refused'],
  [500, 'unavailable'],
  [503, 'unavailable'],
])('%i is a failure of reason %s with the sentence of the API', async (status, reason) => {
  const { client, signedOutCount } = setUp(json(status, { error: 'It is superseded.' }));
  expect(await client.get('/x')).toEqual({ kind: 'failure', reason, message: 'It is superseded.' });
  expect(signedOutCount()).toBe(0);
});

test('401 tells the host that the session is over', async () => {
  const { client, signedOutCount } = setUp(json(401, { error: 'Sign in.' }));
  expect(await client.get('/x')).toMatchObject({ kind: 'failure', reason: 'signed-out' });
  expect(signedOutCount()).toBe(1);
});

test('a failure that is no JSON has no sentence', async () => {
  const { client } = setUp(async () => new Response('<html>', { status: 502 }));
  expect(await client.get('/x')).toEqual({ kind: 'failure', reason: 'unavailable', message: null });
});

test('no answer is unreachable, and an aborted reading is nobody’s failure', async () => {
  const { client } = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await client.get('/x')).toEqual({ kind: 'failure', reason: 'unreachable', message: null });
  const abort = new AbortController();
  abort.abort();
  expect(await client.get('/x', {}, abort.signal)).toEqual({ kind: 'aborted' });
});

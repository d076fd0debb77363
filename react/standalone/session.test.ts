import { readSession, signIn, signOut } from './session';

const json = (status: number, body: unknown) => async () => new Response(JSON.stringify(body), { status });
const away = () => Promise.reject(new TypeError('Failed to fetch'));

test('who is signed in has the proof that changes need', async () => {
  expect(await readSession(json(200, { signedIn: true, csrf: 'c', expiresAt: 'x' }))).toEqual({
    kind: 'signed-in',
    csrf: 'c',
  });
  expect(await readSession(json(200, { signedIn: false }))).toEqual({ kind: 'signed-out' });
});

test('a server that does not answer, or fails, says nothing about who is signed in', async () => {
  expect(await readSession(away)).toEqual({ kind: 'unreachable' });
  expect(await readSession(json(503, { error: '' }))).toEqual({ kind: 'unreachable' });
});

test.each([
  [200, 'signed-in'],
  [401, 'wrong-token'],
  [400, 'wrong-token'],
  [429, 'too-many'],
  [503, 'unreachable'],
])('a token answered with %i is %s', async (status, kind) => {
  expect(await signIn(json(status, status === 200 ? { csrf: 'c' } : { error: '' }), 'token')).toMatchObject({
    kind,
  });
});

test('the token goes into the body, never into the address', async () => {
  const asked: { url: string; init: RequestInit }[] = [];
  await signIn((url, init) => {
    asked.push({ url, init });
    return json(200, { csrf: 'c' })();
  }, 'secret');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).not.toContain('secret');
  expect(asked[0]?.init.body).toBe('{"token":"secret"}');
});

test('signing out proves that our own page asks', async () => {
  const asked: RequestInit[] = [];
  await signOut((_url, init) => {
    asked.push(init);
    return json(200, {})();
  }, 'c');
  expect(asked[0]).toMatchObject({ method: 'DELETE', headers: { 'x-holdfast-csrf': 'c' } });
});

import fc from 'fast-check';
import { csrfOf, readSessionCookie, sessionCookie, sessionKey } from './session-value';

const key = sessionKey('kept-secret', 'admin-token');
const ID = 'abcdefghijklmnop_-12';
const cookie = sessionCookie(key, ID, 2_000);

test('what was signed is read back until it expires', () => {
  const session = { id: ID, expiresAtMs: 2_000, csrf: csrfOf(key, ID, 2_000) };
  expect(readSessionCookie(key, cookie, 1_999)).toEqual(session);
  expect(readSessionCookie(key, cookie, 2_000)).toBeNull();
});

test.each([
  ['another admin token', sessionKey('kept-secret', 'another-token')],
  ['another secret', sessionKey('another-secret', 'admin-token')],
])('%s ends every session', (_name, other) => {
  expect(readSessionCookie(other, cookie, 0)).toBeNull();
});

test('a later expiry, another id, or the csrf in place of the signature is not believed', () => {
  const signature = cookie.split('.')[2];
  expect(readSessionCookie(key, `${ID}.9000.${signature}`, 0)).toBeNull();
  expect(readSessionCookie(key, `${ID.replace('a', 'b')}.2000.${signature}`, 0)).toBeNull();
  expect(readSessionCookie(key, `${ID}.2000.${csrfOf(key, ID, 2_000)}`, 0)).toBeNull();
  expect(csrfOf(key, ID, 2_000)).not.toBe(signature);
});

test('one changed character is enough', () => {
  fc.assert(
    fc.property(fc.nat(cookie.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
      fc.pre(cookie[at] !== char);
      const changed = cookie.slice(0, at) + char + cookie.slice(at + 1);
      expect(readSessionCookie(key, changed, 0)).toBeNull();
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('nonsense is no session', () => {
  for (const text of ['', '..', 'a.b.c', `${ID}.2000`, 'x'.repeat(5_000)])
    expect(readSessionCookie(key, text, 0)).toBeNull();
});

import fc from 'fast-check';
import { digestOfToken } from './people';
import { csrfOf, readSessionCookie, SESSION_LASTS_MS, sessionCookie, sessionKey } from './session-value';

const ANA = { who: 'Ana Ção', tokenDigest: digestOfToken('the-token-of-ana') };
const key = sessionKey('kept-secret', ANA);
const ID = 'abcdefghijklmnop_-12';
const cookie = sessionCookie(key, { id: ID, who: ANA.who, expiresAtMs: 2_000 });
const NAME = cookie.split('.')[1];
const read = (text: string, nowMs: number, of = key) =>
  readSessionCookie((who) => (who === ANA.who ? of : null), text, nowMs);

test('what was signed is read back until it expires', () => {
  const session = { id: ID, who: ANA.who, expiresAtMs: 2_000, csrf: csrfOf(key, ID, 2_000) };
  expect(read(cookie, 1_999)).toEqual(session);
  expect(read(cookie, 2_000)).toBeNull();
});

test.each([
  ['another token', sessionKey('kept-secret', { ...ANA, tokenDigest: digestOfToken('another-token') })],
  ['another secret', sessionKey('another-secret', ANA)],
  ['another name', sessionKey('kept-secret', { ...ANA, who: 'Bob' })],
])('%s ends every session', (_name, other) => {
  expect(read(cookie, 0, other)).toBeNull();
});

test('one that was signed for longer than a session lasts is none, whoever signed it', () => {
  const longer = (ms: number) => sessionCookie(key, { id: ID, who: ANA.who, expiresAtMs: ms });
  expect(read(longer(SESSION_LASTS_MS), 0)).not.toBeNull();
  expect(read(longer(SESSION_LASTS_MS + 1), 0)).toBeNull();
});

test('somebody who may no longer sign in has no session', () => {
  expect(readSessionCookie(() => null, cookie, 0)).toBeNull();
});

test('a later expiry, another id, or the csrf in place of the signature is not believed', () => {
  const signature = cookie.split('.')[3];
  expect(read(`${ID}.${NAME}.2000.${signature}`, 0)).not.toBeNull();
  expect(read(`${ID}.${NAME}.9000.${signature}`, 0)).toBeNull();
  expect(read(`${ID.replace('a', 'b')}.${NAME}.2000.${signature}`, 0)).toBeNull();
  expect(read(`${ID}.${NAME}.2000.${csrfOf(key, ID, 2_000)}`, 0)).toBeNull();
  expect(csrfOf(key, ID, 2_000)).not.toBe(signature);
});

test('one changed character is enough', () => {
  fc.assert(
    fc.property(fc.nat(cookie.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
      fc.pre(cookie[at] !== char);
      const changed = cookie.slice(0, at) + char + cookie.slice(at + 1);
      expect(read(changed, 0)).toBeNull();
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('nonsense is no session', () => {
  for (const text of ['', '...', 'a.b.c.d', `${ID}.${NAME}.2000`, 'x'.repeat(5_000)])
    expect(read(text, 0)).toBeNull();
});

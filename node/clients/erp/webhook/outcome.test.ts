import { outcomeOf } from './outcome';
import { retryAfterMs } from './retry-after';

const NOW = Date.parse('2026-03-02T18:00:00Z');
const answer = (status: number, headers = {}, isRepeat = false) =>
  outcomeOf({ kind: 'answer', status, headers }, NOW, isRepeat);

test.each([200, 201, 202, 204])('%d is accepted', (status) => {
  expect(answer(status)).toEqual({ kind: 'accepted', status });
});

test.each([401, 403, 408, 425, 429, 500, 502, 503, 504, 599])('%d is tried again', (status) => {
  expect(answer(status)).toMatchObject({ kind: 'retry', status, retryAfterMs: null });
});

test.each([301, 302, 304, 307, 308, 400, 404, 405, 409, 410, 413, 422])('%d is refused', (status) => {
  expect(answer(status)).toMatchObject({
    kind: 'refused',
    status,
    message: expect.stringContaining(String(status)),
  });
});

test.each([
  [307, /redirect.*not followed.*ERP_URL/],
  [401, /ERP_SECRET/],
  [409, /first time.*repeat/],
  [410, /gone.*ERP_URL/],
])('%d says what to do', (status, advice) => {
  expect(answer(status)).toMatchObject({ message: expect.stringMatching(advice) });
});

test('409 to a repeat: the ERP has it; nothing else is taken for that', () => {
  expect(answer(409, {}, true)).toMatchObject({
    kind: 'accepted',
    status: 409,
    note: expect.stringMatching(/has it/),
  });
  for (const status of [304, 400, 404, 410, 422]) expect(answer(status, {}, true).kind).toBe('refused');
  for (const status of [408, 425, 429, 503]) expect(answer(status, {}, true).kind).toBe('retry');
});

test('Retry-After is kept', () => {
  expect(answer(429, { 'retry-after': '120' })).toMatchObject({ kind: 'retry', retryAfterMs: 120_000 });
});

test.each([
  ['7', 7_000],
  ['0', 0],
  ['Mon, 02 Mar 2026 18:01:00 GMT', 60_000],
  ['Mon, 02 Mar 2026 17:00:00 GMT', 0],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['', null],
])('Retry-After %p', (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});

test.each([
  ['ECONNREFUSED', /nothing listens/],
  ['CERT_HAS_EXPIRED', /certificate.*expired/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/],
  ['SOMETHING_NEW', /SOMETHING_NEW/],
])('no answer (%s) is tried again and says why', (code, why) => {
  expect(outcomeOf({ kind: 'no-answer', code }, NOW, true)).toEqual({
    kind: 'retry',
    status: null,
    retryAfterMs: null,
    message: expect.stringMatching(why),
    said: [expect.anything()],
  });
});

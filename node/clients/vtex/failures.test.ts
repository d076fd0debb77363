import { endpoints } from './endpoints';
import { failureOf } from './failures';

const at = { attempt: 1, random: 0.5, nowMs: 0 };

describe('no answer', () => {
  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['EAI_AGAIN', false],
    ['EHOSTUNREACH', false],
    ['ENETUNREACH', false],
    ['CERT_HAS_EXPIRED', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false],
    ['NOT_SENT', false],
    ['ETIMEDOUT', true],
    ['ECONNRESET', true],
    ['EPIPE', true],
    ['ERR_BAD_RESPONSE', true],
    ['SOMETHING_NEW', true],
  ])('%s: a write may have been applied: %s; a read never', (code, maybeApplied) => {
    const answer = { kind: 'no-answer', code, message: 'm' } as const;
    const write = failureOf(answer, { ...at, endpoint: endpoints.updateInventory });
    expect(write).toMatchObject({
      kind: 'no-answer',
      retry: 'later',
      retryAfterMs: 375,
      status: null,
      maybeApplied,
    });
    expect(failureOf(answer, { ...at, endpoint: endpoints.getBalance }).maybeApplied).toBe(false);
  });
});

describe('a write', () => {
  it.each([
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [408, true],
    [409, false],
    [423, false],
    [429, false],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
  ])('answered %i: may have been applied: %s', (status, maybeApplied) => {
    const answer = { kind: 'answer', status, headers: {}, body: null } as const;
    expect(failureOf(answer, { ...at, endpoint: endpoints.updateInventory }).maybeApplied).toBe(maybeApplied);
  });
});

it('the wait after a 5xx grows with the attempts and keeps its bound', () => {
  const answer = { kind: 'answer', status: 500, headers: {}, body: null } as const;
  const waits = [1, 2, 3, 4, 50].map((attempt) => {
    return failureOf(answer, { ...at, attempt, endpoint: endpoints.getOrder }).retryAfterMs;
  });
  expect(waits).toEqual([375, 750, 1_500, 3_000, 22_500]);
});

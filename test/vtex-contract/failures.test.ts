import type { VtexFailure, VtexResult } from '@holdfast/node/clients/vtex/vtex-api';
import nock from 'nock';
import { BASE, testClient } from './client';
import { at, POSITION } from './every-operation';
import { onlyNock } from './only-nock';

const BALANCE = '/api/logistics/pvt/inventory/skus/36';
const UPDATE = '/api/logistics/pvt/inventory/skus/36/warehouses/main';
const UPDATE_BODY = {
  quantity: 7,
  dateUtcOnBalanceSystem: at('2026-05-01T10:00:00.1234567Z'),
  leadTime: '00:00:00',
  unlimitedQuantity: false,
} as const;

const balanceAnswer = {
  skuId: '36',
  balance: [{ warehouseId: 'main', totalQuantity: 9, reservedQuantity: 2 }],
};

function failureIn(result: VtexResult<unknown>): VtexFailure {
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}

onlyNock();

const NO_WAIT = { attempts: 1, maxWaitMs: 0 };

describe('a failed read', () => {
  const table: [number, unknown, Record<string, string>, Partial<VtexFailure>][] = [
    [401, '', {}, { kind: 'unauthorized', retry: 'ask-a-person', retryAfterMs: null }],
    [404, '', {}, { kind: 'not-found', retry: 'never', retryAfterMs: null }],
    [408, '', {}, { kind: 'unavailable', retry: 'later', retryAfterMs: 375 }],
    [423, 'Unable to acquire lock for key: a_b', {}, { kind: 'locked', retry: 'later', retryAfterMs: 3_500 }],
    [429, '', {}, { kind: 'rate-limited', retry: 'later', retryAfterMs: 62_500 }],
    [429, '', { 'Retry-After': '7' }, { kind: 'rate-limited', retry: 'later', retryAfterMs: 7_000 }],
    [
      429,
      '',
      { 'Retry-After': 'Fri, 01 May 2026 12:00:30 GMT' },
      { kind: 'rate-limited', retryAfterMs: 30_000 },
    ],
    [429, '', { 'Retry-After': '99999999' }, { kind: 'rate-limited', retryAfterMs: 3_600_000 }],
    [400, '"Too many active reservations"', {}, { kind: 'too-many-active', retry: 'ask-a-person' }],
    [400, { error: { message: 'Too many active reservations (2001)' } }, {}, { kind: 'too-many-active' }],
    [400, { error: { code: '1', message: 'bad' } }, {}, { kind: 'rejected', retry: 'ask-a-person' }],
    [302, '', { Location: 'https://elsewhere.example' }, { kind: 'rejected', retry: 'ask-a-person' }],
    [
      500,
      { error: { exception: { ClassName: 'X' } } },
      {},
      { kind: 'unavailable', retry: 'later', retryAfterMs: 375 },
    ],
    [503, '', {}, { kind: 'unavailable', retry: 'later', retryAfterMs: 30_000 }],
    [503, '', { 'Retry-After': '5' }, { kind: 'unavailable', retry: 'later', retryAfterMs: 5_000 }],
  ];
  it.each(table)('%i %j %j', async (status, body, headers, expected) => {
    nock(BASE)
      .get(BALANCE)
      .reply(status, typeof body === 'string' ? body : JSON.stringify(body), headers);
    const failure = failureIn(await testClient({}, NO_WAIT).vtex.getBalance(POSITION));
    expect(failure).toMatchObject({
      ...expected,
      status,
      endpoint: 'GET /api/logistics/pvt/inventory/skus/{skuId}',
      maybeApplied: false,
    });
    expect(failure.message.length).toBeLessThan(320);
  });

  it('names the missing License Manager resource of the endpoint', async () => {
    nock(BASE)
      .get(/reservations/)
      .reply(403, '');
    const failure = failureIn(await testClient().vtex.listReservations(POSITION, 1));
    expect(failure).toMatchObject({
      kind: 'forbidden',
      missingResource: 'Logistics viewer or Logistics full access',
    });
    expect(failure.message).toContain('Logistics viewer or Logistics full access');
  });

  it("repeats VTEX's reason without what could be a person's", async () => {
    const body = { error: { code: 'OMS1', message: 'ana@mail.com 123.456.789-09 may not' } };
    nock(BASE).get(BALANCE).reply(400, body);
    const failure = failureIn(await testClient().vtex.getBalance(POSITION));
    expect(failure.message).toMatch(/OMS1 \[email\] \[number\] may not$/);
  });

  it('is unreadable when the answer has another shape, and says where without quoting it', async () => {
    nock(BASE)
      .get(BALANCE)
      .reply(200, { balance: [{ warehouseId: 'main', totalQuantity: 'ana@mail.com' }] });
    const failure = failureIn(await testClient().vtex.getBalance(POSITION));
    expect(failure).toMatchObject({ kind: 'unreadable-answer', retry: 'ask-a-person', status: 200 });
    expect(failure.message).toContain('balance.0.totalQuantity');
    expect(failure.message).not.toContain('ana@');
  });

  it('is worth another try when the answer is not JSON', async () => {
    nock(BASE).get(BALANCE).reply(200, '<html>maintenance</html>');
    const failure = failureIn(await testClient().vtex.getBalance(POSITION));
    expect(failure).toMatchObject({ kind: 'unreadable-answer', retry: 'later' });
  });
});

describe('trying again', () => {
  it('a read is tried three times in all, with growing waits', async () => {
    nock(BASE).get(BALANCE).times(2).reply(500).get(BALANCE).reply(200, balanceAnswer);
    const client = testClient();
    expect(await client.vtex.getBalance(POSITION)).toMatchObject({ ok: true, value: { totalQuantity: 9 } });
    expect(client.slept).toEqual([375, 750]);
    expect(client.sent.map((call) => call.status)).toEqual([500, 500, 200]);
  });

  it('gives up after that', async () => {
    nock(BASE).get(BALANCE).times(4).reply(500);
    const client = testClient();
    expect(failureIn(await client.vtex.getBalance(POSITION))).toMatchObject({ kind: 'unavailable' });
    expect(client.sent).toHaveLength(3);
  });

  it('does not wait inside the call for what takes long', async () => {
    nock(BASE).get(BALANCE).reply(429);
    const client = testClient();
    expect(failureIn(await client.vtex.getBalance(POSITION))).toMatchObject({
      retry: 'later',
      retryAfterMs: 62_500,
    });
    expect(client.slept).toEqual([]);
  });

  it('honours a short Retry-After inside the call', async () => {
    nock(BASE).get(BALANCE).reply(429, '', { 'Retry-After': '2' }).get(BALANCE).reply(200, balanceAnswer);
    const client = testClient();
    expect(await client.vtex.getBalance(POSITION)).toMatchObject({ ok: true });
    expect(client.slept).toEqual([2_000]);
  });

  it('after a 429 the endpoint is not called again before its time, other endpoints are', async () => {
    nock(BASE).get(BALANCE).reply(429).get(BALANCE).reply(200, balanceAnswer);
    nock(BASE)
      .get(/warehouses$/)
      .reply(200, []);
    const client = testClient();
    await client.vtex.getBalance(POSITION);
    expect(failureIn(await client.vtex.getBalance(POSITION))).toMatchObject({
      kind: 'rate-limited',
      status: null,
    });
    expect(await client.vtex.listWarehouses()).toMatchObject({ ok: true });
    expect(client.sent).toHaveLength(2);
    client.clock.nowMs += 62_500;
    expect(await client.vtex.getBalance(POSITION)).toMatchObject({ ok: true });
  });

  it.each([401, 403, 404, 400])('a read answered %i is not tried again', async (status) => {
    nock(BASE).get(BALANCE).times(2).reply(status);
    const client = testClient();
    await client.vtex.getBalance(POSITION);
    expect(client.sent).toHaveLength(1);
  });

  it.each([500, 503, 408, 423, 429])('a write answered %i is sent once', async (status) => {
    nock(BASE).put(UPDATE).times(2).reply(status, '', { 'Retry-After': '1' });
    const client = testClient();
    const failure = failureIn(await client.vtex.updateInventory(POSITION, UPDATE_BODY));
    expect(failure.maybeApplied).toBe(status >= 500 || status === 408);
    expect(client.sent).toHaveLength(1);
  });

  it('waits for its pace, and says later when that takes long', async () => {
    nock(BASE).persist().get(BALANCE).reply(200, balanceAnswer);
    const patient = testClient();
    for (let i = 0; i < 25; i += 1)
      expect(await patient.vtex.getBalance(POSITION)).toMatchObject({ ok: true });
    expect(patient.slept.length).toBeGreaterThan(0);
    const hasty = testClient({}, NO_WAIT);
    const results = [];
    for (let i = 0; i < 25; i += 1) results.push(await hasty.vtex.getBalance(POSITION));
    expect(failureIn(results[24] ?? { ok: true, value: null, date: null })).toMatchObject({
      kind: 'rate-limited',
      retry: 'later',
      status: null,
      maybeApplied: false,
    });
    expect(hasty.sent.length).toBeLessThan(25);
  });
});

describe('no answer', () => {
  it('a time-out is one, and a write may have been applied', async () => {
    nock(BASE).put(UPDATE).delay(3_000).reply(200, 'true');
    const result = await testClient({ timeoutMs: 500 }).vtex.updateInventory(POSITION, UPDATE_BODY);
    expect(failureIn(result)).toMatchObject({ kind: 'no-answer', maybeApplied: true });
    expect(failureIn(result).message).toContain('ETIMEDOUT');
  });

  it('an answer over the bound is one', async () => {
    nock(BASE)
      .get(BALANCE)
      .reply(200, { junk: 'x'.repeat(5_000) });
    const client = testClient({ maxResponseBytes: 1_000 }, NO_WAIT);
    expect(failureIn(await client.vtex.getBalance(POSITION))).toMatchObject({ kind: 'no-answer' });
  });

  it('a base URL that is none fails without throwing', async () => {
    const client = testClient({ baseUrl: 'nonsense' }, NO_WAIT);
    const failure = failureIn(await client.vtex.updateInventory(POSITION, UPDATE_BODY));
    expect(failure).toMatchObject({ kind: 'no-answer', maybeApplied: false });
  });
});

import { hookChain } from './chain';
import type { HookContext, IntakeOutcome, TakenNotification } from './context';
import { HOOK_BODY_LIMIT } from './parse-notification';

const SECRET = 'the-hook-secret';
const NOTIFICATION = {
  Domain: 'Fulfillment',
  OrderId: 'v52277740atmc-01',
  State: 'ready-for-handling',
  LastState: 'window-to-cancel',
  LastChange: '2019-08-14T17:11:39.2550122Z',
  CurrentChange: '2019-08-14T17:12:48.0965893Z',
  Origin: { Account: 'mystore', Key: 'vtexappkey-appvtex' },
};

async function send(body: unknown, options: { key?: string | null; outcome?: IntakeOutcome } = {}) {
  const taken: TakenNotification[] = [];
  const ctx: HookContext = {
    account: 'mystore',
    hookSecrets: [SECRET],
    receivedKey: options.key === null ? undefined : (options.key ?? SECRET),
    readBody: async () => ({ kind: 'text', text: typeof body === 'string' ? body : JSON.stringify(body) }),
    intake: {
      take: async (one) => {
        taken.push(one);
        return options.outcome ?? { kind: 'durable' };
      },
    },
    message: null,
    taken: null,
    reply: null,
  };
  await hookChain(ctx);
  return { reply: ctx.reply, taken };
}

test('a notification is taken in, and believed in nothing but the id', async () => {
  const { reply, taken } = await send(NOTIFICATION);
  expect(reply).toEqual({ status: 200, message: 'ok' });
  expect(taken).toEqual([
    {
      lookAt: true,
      notification: {
        orderId: 'v52277740atmc-01',
        source: 'hook',
        domain: 'Fulfillment',
        state: 'ready-for-handling',
        lastState: 'window-to-cancel',
        currentChange: '2019-08-14T17:12:48.0965893Z',
      },
      entry: expect.objectContaining({ kind: 'notification', outcome: 'ok', orderId: 'v52277740atmc-01' }),
    },
  ]);
});

test('the ping is answered and recorded nowhere', async () => {
  expect(await send({ hookConfig: 'ping' })).toEqual({ reply: { status: 200, message: 'pong' }, taken: [] });
});

test.each<[string, unknown, string | null]>([
  ['no key', NOTIFICATION, null],
  ['a wrong key', NOTIFICATION, 'the-hook-secreT'],
  ['a longer key', NOTIFICATION, `${SECRET}x`],
  ['an empty key', NOTIFICATION, ''],
  ['a ping without the key', { hookConfig: 'ping' }, null],
  ["another account's order", { ...NOTIFICATION, Origin: { Account: 'other' } }, SECRET],
  ['no origin', { ...NOTIFICATION, Origin: undefined }, SECRET],
  ['an origin that is no record', { ...NOTIFICATION, Origin: 'mystore' }, SECRET],
])('401: %s', async (_name, body, key) => {
  const { reply, taken } = await send(body, { key });
  expect(reply?.status).toBe(401);
  expect(taken).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ['not JSON', '{"OrderId":', /not JSON/],
  ['nothing', '', /not JSON/],
  ['a list', [NOTIFICATION], /not a JSON object/],
  ['null', 'null', /not a JSON object/],
  ['a text', '"ping"', /not a JSON object/],
  ['no OrderId', { ...NOTIFICATION, OrderId: undefined }, /OrderId/],
  ['a number for an OrderId', { ...NOTIFICATION, OrderId: 12 }, /OrderId/],
  ['an empty OrderId', { ...NOTIFICATION, OrderId: '' }, /OrderId/],
  ['another hookConfig', { hookConfig: 'pong' }, /OrderId/],
])('400 with the reason: %s', async (_name, body, reason) => {
  const { reply, taken } = await send(body);
  expect(reply?.status).toBe(400);
  expect(reply?.message).toMatch(reason);
  expect(taken).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['a null status', { State: null, LastState: null }],
  ['a status nobody documented', { State: 'quantum-handling' }],
  ['a status that is no text', { State: 7, LastState: {}, Domain: [] }],
  ['no dates', { CurrentChange: undefined, LastChange: undefined }],
  ['a date that is none', { CurrentChange: 'yesterday' }],
  ['the account in other letters', { Origin: { Account: 'MyStore' } }],
  ['fields we do not know', { Extra: { nested: true } }],
])('harmless: %s', async (_name, change) => {
  const { reply, taken } = await send({ ...NOTIFICATION, ...change });
  expect(reply?.status).toBe(200);
  expect(taken[0]).toMatchObject({ lookAt: true, notification: { orderId: 'v52277740atmc-01' } });
});

test.each(['../../etc/passwd', '..', '\u0000', '\ud800', 'a\nb', 'x'.repeat(201), 'x'.repeat(5000)])(
  'an id that is none is recorded and looked at by nobody: %j',
  async (OrderId) => {
    const { reply, taken } = await send({ ...NOTIFICATION, OrderId });
    expect(reply?.status).toBe(200);
    expect(taken[0]?.lookAt).toBe(false);
    expect(taken[0]?.entry.outcome).toBe('nothing');
    // What PostgreSQL could not store would fail the rows that share its commit.
    expect(taken[0]?.entry.orderId).toMatch(/^[^\p{Cc}\p{Cs}]{1,200}$/u);
  },
);

test.each([
  'v52277740atmc-01',
  'SLR-1306331686122-01',
  'MLB_2000.1=x',
  'FVG-SO 12345678',
  'SHP-#1001',
  'MKP-6584634/09',
  'GLV-pedido nº 7',
  '-1',
  'x'.repeat(200),
])('an id is looked at as it is: %s', async (OrderId) => {
  const { taken } = await send({ ...NOTIFICATION, OrderId });
  expect(taken).toMatchObject([
    { lookAt: true, notification: { orderId: OrderId }, entry: { orderId: OrderId } },
  ]);
});

test('the body of a stranger is not read, and the connection not used again', async () => {
  let reads = 0;
  const readBody = async () => {
    reads += 1;
    return { kind: 'too-long' } as const;
  };
  const of = (receivedKey: string) =>
    ({ hookSecrets: [SECRET], receivedKey, readBody, reply: null }) as unknown as HookContext;
  const [stranger, known] = [of('a-guess'), of(SECRET)];
  await hookChain(stranger);
  expect([reads, stranger.reply]).toEqual([0, expect.objectContaining({ status: 401, hangUp: true })]);
  await hookChain(known);
  expect([reads, known.reply]).toEqual([1, expect.objectContaining({ status: 413, hangUp: true })]);
});

test('what is not durable is not acknowledged', async () => {
  const { reply } = await send(NOTIFICATION, { outcome: { kind: 'unavailable', message: 'later' } });
  expect(reply).toEqual({ status: 503, message: 'later' });
});

test('without a secret nobody gets in', async () => {
  for (const hookSecrets of [[], ['']]) {
    const ctx = { hookSecrets, receivedKey: '', reply: null } as unknown as HookContext;
    await hookChain(ctx);
    expect(ctx.reply?.status).toBe(401);
  }
  expect(HOOK_BODY_LIMIT).toBe(65_536);
});

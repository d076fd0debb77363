import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { anId } from '../builders/an-id';
import { freshDatabase } from '../postgres/fresh-database';
import { decision, intent, POSITION, plan, reservation, START_MS } from '../store-contract/examples';
import { openApiServer, type ServedApi, TOKEN } from './api-server';
import { openIoApiServer } from './io-api-server';
import { ACCEPTED, OPEN_ORDER, ORDER, seed } from './seed';

const API = '/_v/holdfast/api';
const position = `${encodeURIComponent(POSITION.skuId)}/${encodeURIComponent(POSITION.warehouseId)}`;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let server: Hosted;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** A host of the API, with what its answers may differ in. */
interface Host {
  open(): Promise<Hosted>;
  /** Numbers of the overview that a host may be without. */
  overview: Json;
  /** A cursor of the other host, and one that is nearly right. */
  foreignCursors: { list: string; row: unknown }[];
}

interface Hosted extends ServedApi {
  /** Puts a shopper where no reading of ours would: into every record of orders, plans and deliveries. */
  taint(): Promise<void>;
}

const POSTGRES: Host = {
  async open() {
    const opened = await openApiServer(database.url, START_MS);
    const { pool } = opened;
    return {
      ...opened,
      async taint() {
        await pool.query(
          `update holdfast.orders set reading = reading || '{"clientProfileData": {"email": "zephyrine@example.com"}}'
             || jsonb_build_object('lines', jsonb_build_array((reading #> '{lines,0}') || '{"recipient": "Zephyrine"}'))
           where account = 'acme' and order_id = $1`,
          [ORDER],
        );
        await pool.query(`update holdfast.plans set gate = gate || '{"customer": "Zephyrine"}'`);
        await pool.query(`update holdfast.deliveries set data = data || '{"customer": "Zephyrine"}'`);
      },
    };
  },
  overview: { protectedNow: 1 },
  foreignCursors: [
    { list: 'logs', row: { atMs: START_MS, id: 'x' } },
    { list: 'logs', row: { at: '2026-02-30T12:00:00.000000Z', id: '1' } },
    { list: 'orders', row: { readAt: '2026-13-01T12:00:00.000000Z', orderId: 'x' } },
    { list: 'positions', row: { skuId: '\u0000', warehouseId: '1' } },
    { list: 'orders', row: { after: 'orders/x' } },
    { list: 'positions', row: { after: 'x' } },
    { list: 'recommendations', row: { atMs: START_MS, id: 'x' } },
    { list: 'deliveries', row: { folder: 'orders', after: null, stream: null, sequence: null } },
  ],
};

const IO: Host = {
  async open() {
    const opened = await openIoApiServer(START_MS);
    const { documents, masterData } = opened;
    return {
      ...opened,
      async taint() {
        for (const [path, text] of documents.files) documents.files.set(path, tainted(text));
        for (const kept of masterData.documents.values()) {
          for (const fields of kept.values()) fields.entry = tainted(String(fields.entry));
        }
        masterData.index();
      },
    };
  },
  overview: { protectedNow: null },
  foreignCursors: [
    { list: 'logs', row: { at: '2026-03-01T12:00:00.000000Z', id: '1' } },
    { list: 'logs', row: { atMs: START_MS, id: 'x', more: 1 } },
    { list: 'logs', row: { atMs: '2026', id: 'x' } },
    { list: 'orders', row: { readAt: '2026-03-01T12:00:00.000000Z', orderId: 'x' } },
    { list: 'positions', row: { skuId: '1', warehouseId: '1' } },
    { list: 'recommendations', row: { sequence: '1' } },
    { list: 'deliveries', row: { sequence: '1' } },
    { list: 'deliveries', row: { folder: '../settings', after: null, stream: null, sequence: null } },
  ],
};

/** Into every object, but for those whose fields have no fixed names. */
function tainted(text: string): string {
  const value: unknown = JSON.parse(text, (key, inner: unknown) =>
    typeof inner === 'object' &&
    inner !== null &&
    !Array.isArray(inner) &&
    !['detail', 'holders'].includes(key)
      ? { ...inner, customer: 'Zephyrine', clientProfileData: { email: 'zephyrine@example.com' } }
      : inner,
  );
  return JSON.stringify(value);
}

type Json = Record<string, unknown>;
interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: Json }> }> }>
  >;
}

async function document(): Promise<Document> {
  const { status, body } = await server.call('GET', '/_v/holdfast/openapi.json', undefined, null);
  expect(status).toBe(200);
  return body as Document;
}

/** Every endpoint with a call that it answers, and the status it answers with. */
const CALLS: [method: 'GET' | 'POST', template: string, path: string, status: number, body?: unknown][] = [
  ['GET', '/overview', '/overview', 200],
  ['GET', '/overview/series', '/overview/series?hours=3', 200],
  ['GET', '/overview/series', '/overview/series?hours=169', 400],
  ['GET', '/settings', '/settings', 200],
  ['GET', '/me', '/me', 200],
  ['POST', '/connector/check', '/connector/check', 200],
  ['GET', '/logs', '/logs?limit=2&kind=order,delivery&kind=notification', 200],
  ['GET', '/orders', '/orders', 200],
  ['GET', '/orders/{orderId}', `/orders/${ORDER}`, 200],
  ['GET', '/orders/{orderId}', '/orders/nobody', 404],
  ['GET', '/positions', '/positions', 200],
  ['GET', '/positions/{skuId}/{warehouseId}', `/positions/${position}`, 200],
  ['GET', '/positions/{skuId}/{warehouseId}', '/positions/9/w1', 200],
  ['GET', '/positions/{skuId}/{warehouseId}', '/positions/8/w1', 200],
  ['GET', '/positions/{skuId}/{warehouseId}', '/positions/0/0', 404],
  ['GET', '/recommendations', '/recommendations?state=proposed,held,executed', 200],
  ['GET', '/recommendations/{planId}', '/recommendations/p-done', 200],
  ['GET', '/recommendations/{planId}', '/recommendations/none', 404],
  ['POST', '/recommendations/{planId}/approve', '/recommendations/p-wait/approve', 200],
  ['POST', '/recommendations/{planId}/approve', '/recommendations/p-done/approve', 409],
  ['POST', '/recommendations/{planId}/approve', '/recommendations/none/approve', 404],
  [
    'POST',
    '/recommendations/{planId}/dismiss',
    '/recommendations/p-look/dismiss',
    200,
    { reason: 'counted by hand' },
  ],
  [
    'POST',
    '/recommendations/{planId}/dismiss',
    '/recommendations/p-done/dismiss',
    409,
    { reason: 'too late' },
  ],
  ['POST', '/recommendations/{planId}/dismiss', '/recommendations/p-look/dismiss', 400, {}],
  [
    'POST',
    '/recommendations/approve',
    '/recommendations/approve',
    200,
    { planIds: ['p-wait', 'p-done', 'none'] },
  ],
  [
    'POST',
    '/recommendations/dismiss',
    '/recommendations/dismiss',
    200,
    { planIds: ['p-look'], reason: 'no' },
  ],
  ['GET', '/deliveries', '/deliveries?state=parked', 200],
  ['POST', '/deliveries/{id}/retry', '/deliveries/d2/retry', 200],
  ['POST', '/deliveries/{id}/retry', `/deliveries/${encodeURIComponent(ACCEPTED)}/retry`, 409],
  ['POST', '/deliveries/{id}/retry', '/deliveries/none/retry', 404],
  ['POST', '/deliveries/retry-parked', '/deliveries/retry-parked', 200],
  ['POST', '/deliveries/{id}/replay', `/deliveries/${encodeURIComponent(ACCEPTED)}/replay`, 200],
  ['POST', '/deliveries/{id}/replay', '/deliveries/none/replay', 404],
  ['POST', '/deliveries/replay', '/deliveries/replay', 200, { orderId: ORDER }],
  ['POST', '/deliveries/replay', '/deliveries/replay', 400, {}],
  ['GET', '/listeners/backfill', '/listeners/backfill', 200],
  ['POST', '/listeners/backfill/stop', '/listeners/backfill/stop', 409],
  ['POST', '/listeners/backfill', '/listeners/backfill', 200, { open: true }],
  ['POST', '/listeners/backfill', '/listeners/backfill', 409, { open: true }],
  ['POST', '/listeners/backfill', '/listeners/backfill', 400, {}],
  ['GET', '/listeners/backfill', '/listeners/backfill', 200],
  ['POST', '/listeners/backfill/stop', '/listeners/backfill/stop', 200],
  ['POST', '/listeners/hook/register', '/listeners/hook/register', 200],
  ['POST', '/listeners/unregister', '/listeners/unregister', 200],
  ['POST', '/listeners/sweep', '/listeners/sweep', 503],
  ['GET', '/listeners/sweep', '/listeners/sweep', 200],
  // A host that keeps no reports says so; see `reconciliations.test.ts` and the flows for one that does.
  ['GET', '/reconciliations', '/reconciliations', 404],
  ['GET', '/reconciliations/{reconciliationId}', '/reconciliations/r-1', 404],
  ['POST', '/reconciliations', '/reconciliations', 404],
  ['POST', '/reconciliations/{reconciliationId}/repair', '/reconciliations/r-1/repair', 404, {}],
];

/** These answer with no JSON; see `files.test.ts`. */
const FILES = [`GET ${API}/logs.csv`];

describe.each([
  ['PostgreSQL', POSTGRES],
  ['VTEX IO', IO],
])('on %s', (_name, host) => {
  beforeEach(async () => {
    server = await host.open();
    await seed(server.store);
  });
  afterEach(() => server.close());
  const calls = CALLS.map(([method, template, path, status, body]) => ({
    method,
    template,
    path,
    status,
    body,
  }));

  describe('openapi.json', () => {
    test('every real answer is as it says', async () => {
      const described = await document();
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats(ajv);
      ajv.addSchema({ $id: 'openapi', ...described });
      for (const { method, template, path, status, body } of calls) {
        const answer = await server.call(method, API + path, body);
        expect([path, answer.status]).toEqual([path, status]);
        const at = `${API}${template}`.replaceAll('~', '~0').replaceAll('/', '~1');
        const validate = ajv.getSchema(
          `openapi#/paths/${encodeURIComponent(at)}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`,
        );
        if (!validate) throw new Error(`${method} ${template} ${status} is not described`);
        validate(answer.body);
        expect([path, validate.errors]).toEqual([path, null]);
      }
    });

    test('describes every mounted route and mounts every described one, and the calls above meet them all', async () => {
      const described = await document();
      const mounted = server.router.stack.flatMap(({ path, methods }) =>
        methods
          .filter((method) => method !== 'HEAD')
          .map((method) => `${method} ${String(path).replace(/:(\w+)/g, '{$1}')}`),
      );
      const elsewhere = [
        'POST /_v/holdfast/hook',
        'PUT /_v/holdfast/erp/stock/{skuId}/{warehouseId}',
        'POST /_v/holdfast/session',
        'GET /_v/holdfast/session',
        'DELETE /_v/holdfast/session',
        'GET /healthz',
        'GET /readyz',
        'GET /metrics',
      ];
      const inDocument = Object.entries(described.paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(inDocument.sort()).toEqual([...mounted, ...elsewhere].sort());
      const called = new Set(CALLS.map(([method, template]) => `${method} ${API}${template}`));
      expect([...called, ...FILES].sort()).toEqual(mounted.filter((route) => route.includes(API)).sort());
    });

    test('is a well-formed OpenAPI 3.1: every reference leads somewhere, every id is used once', async () => {
      const described = await document();
      const text = JSON.stringify(described);
      expect(described.openapi).toBe('3.1.0');
      for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
        expect(described).toHaveProperty(['components', 'schemas', name ?? '']);
      }
      const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(text).not.toContain('"$schema"');
    });
  });

  describe('the token', () => {
    test.each([
      ['none', null],
      ['a wrong one', 'x'],
      ['a longer one', `${TOKEN}x`],
      ['an empty one', ''],
    ])('%s opens nothing', async (_name, token) => {
      for (const { method, path, body } of calls) {
        const answer = await server.call(method, API + path, body, token);
        expect([path, answer.status]).toEqual([path, 401]);
      }
      expect(server.asked).toEqual({ planned: [], delivered: [] });
    });

    test('is named in the challenge and never repeated', async () => {
      const response = await fetch(`${server.url}${API}/overview`, {
        headers: { authorization: 'Bearer hunter2' },
      });
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.text()).not.toContain('hunter2');
    });
  });

  describe('bad input is answered with 400 and a sentence', () => {
    test.each([
      ['limit=0', /limit/],
      ['limit=201', /limit/],
      ['limit=ten', /limit/],
      ['kind=order,gossip', /kind/],
      ['from=yesterday', /from/],
      ['colour=red', /unknown: colour/],
      ['cursor=hello', /cursor/],
      [
        `cursor=${Buffer.from('{"list":"log","row":{"at":"now()","id":"1"}}').toString('base64url')}`,
        /cursor/,
      ],
      [
        `cursor=${Buffer.from('{"list":"orders","row":{"readAt":"2026-03-01T12:00:00.000000Z","orderId":"x"}}').toString('base64url')}`,
        /cursor/,
      ],
    ])('%s', async (query, why) => {
      const answer = await server.call('GET', `${API}/logs?${query}`);
      expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(why) } });
    });

    test('a cursor of another list, although it is shaped the same', async () => {
      const { body } = await server.call('GET', `${API}/recommendations?limit=1`);
      const { nextCursor } = body as { nextCursor: string };
      expect((await server.call('GET', `${API}/recommendations?cursor=${nextCursor}`)).status).toBe(200);
      expect((await server.call('GET', `${API}/deliveries?cursor=${nextCursor}`)).status).toBe(400);
    });

    test.each(host.foreignCursors)(
      'a cursor of $list that another host handed out, or nobody: $row',
      async ({ list, row }) => {
        const name = { logs: 'log', recommendations: 'plans' }[list] ?? list;
        const cursor = Buffer.from(JSON.stringify({ list: name, row })).toString('base64url');
        expect((await server.call('GET', `${API}/${list}?cursor=${cursor}`)).status).toBe(400);
      },
    );

    test.each([
      ['not JSON', '{', 400, /JSON/],
      ['no reason', {}, 400, /reason/],
      ['an empty reason', { reason: ' ' }, 400, /reason/],
      ['something more', { reason: 'x', force: true }, 400, /force/],
      ['too long', { reason: 'x'.repeat(70_000) }, 413, /64 KiB/],
    ])('body: %s', async (_name, body, status, why) => {
      const answer = await server.call('POST', `${API}/recommendations/p-look/dismiss`, body);
      expect(answer).toEqual({ status, body: { error: expect.stringMatching(why) } });
    });
  });

  describe('what an admin does', () => {
    test('walks a list by its cursor', async () => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await server.call(
          'GET',
          `${API}/deliveries?limit=1${cursor && `&cursor=${cursor}`}`,
        );
        const page = body as { deliveries: { id: string }[]; nextCursor: string | null };
        seen.push(...page.deliveries.map(({ id }) => id));
        cursor = page.nextCursor ?? '';
        if (seen.length > 50) throw new Error('the pages do not end');
      } while (cursor !== '');
      expect(seen).toEqual(['d3', 'd2', ACCEPTED]);
    });

    test.each(['a\u0000b', 'half \ud800'])('a note that cannot be kept is refused: %j', async (note) => {
      expect((await server.call('POST', `${API}/recommendations/p-wait/approve`, { note })).status).toBe(400);
    });

    test('approving is recorded, logged and asks for the plan to run', async () => {
      const answer = await server.call('POST', `${API}/recommendations/p-wait/approve`, { note: 'yes' });
      expect(answer).toEqual({ status: 200, body: { planId: 'p-wait', state: 'approved' } });
      expect(server.asked.planned).toEqual([`${POSITION.skuId}@${POSITION.warehouseId} approval`]);
      expect(await server.store.plan(anId('p-wait'))).toMatchObject({
        state: 'approved',
        decidedBy: 'An admin',
        decisionNote: 'yes',
      });
      const { body } = await server.call('GET', `${API}/logs?planId=p-wait`);
      expect(body).toMatchObject({
        entries: [
          {
            kind: 'admin',
            message: expect.stringContaining('An admin approved'),
            said: [{ id: 'plan.approved', values: { who: 'An admin', ...POSITION } }],
          },
        ],
      });
    });

    test('deciding several tells about each', async () => {
      const answer = await server.call('POST', `${API}/recommendations/approve`, {
        planIds: ['p-wait', 'p-done', 'none', 'p-wait'],
      });
      expect(answer.body).toMatchObject({
        results: [
          { planId: 'p-wait', done: true, state: 'approved', error: null },
          { planId: 'p-done', done: false, state: 'executed' },
          { planId: 'none', done: false, state: null },
        ],
      });
    });

    test('retrying what is parked makes it due and asks for its stream', async () => {
      expect(await server.call('POST', `${API}/deliveries/retry-parked`)).toEqual({
        status: 200,
        body: { retried: 1 },
      });
      expect(server.asked.delivered).toEqual([`order/${ORDER}`]);
      expect(await server.store.nextDelivery(`order/${ORDER}`)).toMatchObject({
        id: 'd2',
        state: 'pending',
        attempts: 0,
      });
      expect(await server.call('POST', `${API}/deliveries/retry-parked`)).toEqual({
        status: 200,
        body: { retried: 0 },
      });
    });

    test('the overview says what is and what is wrong', async () => {
      await server.store.appendLog([{ kind: 'failure', outcome: 'retry', message: 'VTEX did not answer.' }]);
      const { body } = await server.call('GET', `${API}/overview`);
      expect(body).toMatchObject({
        account: 'acme',
        mode: 'recommend',
        listeners: {
          hook: { outcome: 'registered' },
          feed: { items: 3 },
          sweep: { orders: 2 },
          lastEventAt: new Date(START_MS).toISOString(),
        },
        erp: {
          connector: 'webhook',
          healthy: true,
          pending: 1,
          parked: 1,
          lastAttempt: { outcome: 'parked', message: 'Parked.' },
        },
        errorsLastHour: 2,
        reservations: { invoiced: 1, acknowledged: 1 },
        protectedReservations: 1,
        ...host.overview,
        removals: { executed: 1, units: 2 },
        waitingForPerson: 2,
        watermarkTrust: 'unproven',
        problems: [
          {
            area: 'vtex',
            missingResource: 'Logistics viewer',
            message: expect.stringMatching(/License Manager resource "Logistics viewer"/),
          },
          { area: 'erp', message: expect.stringMatching(/1 message\(s\).*parked/) },
        ],
      });
    });

    test('a lost watermark, a silent feed and a failed hook are said in the overview', async () => {
      await server.store.setWatermarkTrust('broken');
      await server.store.setSetting('listener.hook', {
        checkedAtMs: START_MS,
        outcome: 'failed',
        message: 'VTEX answered 403.',
        said: [{ id: 'vtex.rejected', values: { endpoint: 'GET /hook', code: 403 } }],
      });
      server.clock.ms = START_MS + 3 * 3_600_000;
      const { body } = await server.call('GET', `${API}/overview`);
      const { problems } = body as { problems: { area: string; message: string; said: { id: string }[] }[] };
      expect(problems.map(({ area }) => area)).toEqual(['stock', 'hook', 'feed', 'erp']);
      expect(problems[1]?.message).toContain('VTEX answered 403.');
      expect(problems[1]?.said.map(({ id }) => id)).toEqual(['problem.hook', 'vtex.rejected']);
    });

    test('the plan whose update is under way is the current one, whatever was recorded beside it', async () => {
      const at = { skuId: anId('under-way'), warehouseId: anId('w1') };
      const [begun, beside] = [plan('p-begun', { position: at }), plan('p-beside', { position: at })];
      await server.store.recordPlan(begun, { deliveries: [], log: [] });
      await server.store.beginRemoval(anId('p-begun'), intent());
      await server.store.recordPlan(beside, { deliveries: [], log: [] });
      const current = { planId: 'p-begun', state: 'executing' };
      expect((await server.call('GET', `${API}/positions/under-way/w1`)).body).toMatchObject({
        currentPlan: current,
      });
      expect((await server.call('GET', `${API}/positions?skuId=under-way`)).body).toMatchObject({
        positions: [{ plan: current }],
      });
      expect(await server.store.currentPlan(at)).toMatchObject(current);
    });

    test('ids with any character find their way', async () => {
      expect((await server.call('GET', `${API}/positions/${position}`)).body).toMatchObject({
        ...POSITION,
        byStatus: { invoiced: 1, acknowledged: 1 },
      });
      expect((await server.call('GET', `${API}/orders/${OPEN_ORDER}`)).body).toMatchObject({
        orderId: OPEN_ORDER,
      });
      const odd = 'GLV-pedido nº 7/09 #1?';
      const entry = { kind: 'order' as const, outcome: 'ok' as const, message: 'Seen.', orderId: anId(odd) };
      await server.store.changeOrder(anId(odd), () =>
        decision(odd, { reservations: [reservation(odd)], log: [entry] }),
      );
      const asked = encodeURIComponent(odd);
      expect(await server.call('GET', `${API}/orders/${asked}`)).toMatchObject({ body: { orderId: odd } });
      expect(await server.call('GET', `${API}/logs?orderId=${asked}`)).toMatchObject({
        body: { entries: [{ orderId: odd }] },
      });
    });

    test('an id that nobody could have kept is refused, not looked for', async () => {
      expect((await server.call('GET', `${API}/orders/a%00b`)).status).toBe(400);
      expect((await server.call('GET', `${API}/logs?orderId=a%00b`)).status).toBe(400);
    });
  });

  test('what is not in the document is not in an answer, whatever the record holds', async () => {
    await server.taint();
    for (const { method, path, status, body } of calls) {
      const answer = await server.call(method, API + path, body);
      expect(answer.status).toBe(status);
      expect(JSON.stringify(answer.body)).not.toMatch(/zephyrine/i);
    }
  });
});

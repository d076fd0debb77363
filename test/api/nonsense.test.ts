import { apiFiles, apiRoutes } from '@holdfast/node/api/api-routes';
import { encodeCursor } from '@holdfast/node/api/cursor';
import { openApiDocument } from '@holdfast/node/api/openapi/document';
import fc from 'fast-check';
import { freshDatabase } from '../postgres/fresh-database';
import { START_MS } from '../store-contract/examples';
import { openApiServer, type ServedApi, TOKEN } from './api-server';
import { openIoApiServer } from './io-api-server';
import { ORDER, seed } from './seed';

/** Whoever is signed in may send anything: it is answered as not understood, never as a failure here. */
const SEED = 20_261_201;
const RUNS = Number(process.env.NONSENSE_RUNS ?? 400);

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u0085',
  "' or 1=1 --",
  '"; drop table',
  '\\',
  '%',
  '%00',
  '%zz',
  '..',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '{"$ne":null}',
  '*',
  '(a OR b)',
  'x'.repeat(199),
  'x'.repeat(5_000),
  '😀'.repeat(200),
  'NaN',
  '-1',
  '1e309',
  '0x10',
  '9007199254740993',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.9999999Z',
  '2026-06-30T23:59:60Z',
  '2026-01-01T00:00:00+23:59',
  '+275760-09-13T00:00:00Z',
  '-271821-04-19T23:59:59Z',
  'today',
  ORDER,
  'p-wait',
  'sku',
  '8',
  'w1',
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.constantFrom(null, true, 0, -1, 1.5, 1e300, [], {}, [[]]),
  fc.array(text, { maxLength: 3 }),
  fc.array(fc.record({ skuId: text, warehouseId: text }, { requiredKeys: [] }), { maxLength: 2 }),
);
const cursorText = fc
  .tuple(fc.constantFrom('log', 'orders', 'positions', 'plans', 'deliveries'), fc.oneof(value, fc.object()))
  .map(([list, row]) => encodeCursor(list as 'log', row));

interface Operation {
  method: string;
  path: string;
  inPath: string[];
  inQuery: string[];
  inBody: string[];
}

function operationsOf({ deps }: ServedApi): Operation[] {
  const document = openApiDocument(apiRoutes(deps), apiFiles(deps));
  const all: Operation[] = [];
  for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, unknown>>)) {
    if (!path.startsWith('/_v/holdfast/api/')) continue;
    for (const [method, operation] of Object.entries(methods)) {
      const { parameters = [], requestBody } = operation as {
        parameters?: { name: string; in: string }[];
        requestBody?: {
          content: Record<string, { schema: { properties?: object; $ref?: string } }>;
        };
      };
      const namesIn = (place: string) => parameters.filter((one) => one.in === place).map(({ name }) => name);
      const schema = requestBody?.content['application/json']?.schema;
      all.push({
        method: method.toUpperCase(),
        path,
        inPath: namesIn('path'),
        inQuery: namesIn('query'),
        inBody: Object.keys(schema?.properties ?? {}),
      });
    }
  }
  return all;
}

/** A part of the path as it is, or percent-encoded, or broken. */
const part = fc.oneof(
  { weight: 5, arbitrary: text.map((one) => encodeURIComponent(Buffer.from(one).toString())) },
  { weight: 1, arbitrary: fc.constantFrom('%00', '%', '%E0%A4%A', '%2e%2e', '%2F', '..', 'a;b', '%ud800') },
);

function requestTo(operation: Operation) {
  const some = (names: string[], of: fc.Arbitrary<unknown>) =>
    fc.subarray(names).chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, of]))));
  return fc.record({
    parts: fc.tuple(...operation.inPath.map(() => part)),
    query: some([...operation.inQuery, '__proto__x', 'toString'], text),
    cursor: fc.option(cursorText),
    body: fc.oneof(
      { weight: 5, arbitrary: some([...operation.inBody, 'constructor'], value) },
      { weight: 1, arbitrary: value },
    ),
  });
}

async function send(api: ServedApi, operation: Operation, request: SentRequest): Promise<Response> {
  let at = 0;
  const path = operation.path.replace(/\{\w+\}/g, () => String(request.parts[at++]));
  const query = new URLSearchParams();
  for (const [name, one] of Object.entries(request.query)) query.append(name, String(one));
  if (request.cursor !== null && operation.inQuery.includes('cursor')) query.set('cursor', request.cursor);
  const body = operation.method === 'GET' ? undefined : JSON.stringify(request.body);
  return fetch(`${api.url}${path}?${query}`, {
    method: operation.method,
    headers: { authorization: `Bearer ${TOKEN}` },
    body,
  });
}

interface SentRequest {
  parts: unknown[];
  query: Record<string, unknown>;
  cursor: string | null;
  body: unknown;
}

describe.each(['server', 'VTEX IO'])('%s: signed-in nonsense is never a failure here', (host) => {
  let api: ServedApi;
  let drop = async () => {};
  beforeAll(async () => {
    if (host === 'server') {
      const database = await freshDatabase();
      drop = () => database.drop();
      api = await openApiServer(database.url, START_MS);
    } else api = await openIoApiServer(START_MS);
    await seed(api.store);
  });
  afterAll(async () => {
    await api.close();
    await drop();
  });

  test('whatever is asked of every endpoint', async () => {
    const operations = operationsOf(api);
    expect(operations.length).toBeGreaterThan(25);
    const any = fc
      .nat(operations.length - 1)
      .chain((at) => fc.tuple(fc.constant(at), requestTo(operations[at] as Operation)));
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(any, async ([at, request]) => {
        const operation = operations[at] as Operation;
        const answer = await send(api, operation, request as SentRequest);
        const said = await answer.text();
        seen.add(answer.status);
        // What the tests' VTEX cannot do is said as such.
        if (operation.path.endsWith('/listeners/sweep') && answer.status === 503) return;
        if (answer.status >= 500) throw new Error(`${answer.status} ${said}`);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect([...seen].sort()).toEqual(expect.arrayContaining([200, 400, 404]));
  });
});

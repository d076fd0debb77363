import { request } from 'node:http';
import { anId } from '../builders/an-id';
import { freshDatabase } from '../postgres/fresh-database';
import { START_MS } from '../store-contract/examples';
import { type ApiServer, openApiServer, TOKEN } from './api-server';

const CSV = '/_v/holdfast/api/logs.csv';
const HEADER = 'at,kind,outcome,message,orderId,skuId,warehouseId,planId,deliveryId';
let database: Awaited<ReturnType<typeof freshDatabase>>;
let server: ApiServer;

beforeAll(async () => {
  database = await freshDatabase();
  server = await openApiServer(database.url, START_MS);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});
beforeEach(() => server.pool.query('truncate holdfast.sync_log'));

const authorization = `Bearer ${TOKEN}`;
const download = (query = '') => fetch(`${server.url}${CSV}${query}`, { headers: { authorization } });
const rowsOf = async (query = '') => (await (await download(query)).text()).trimEnd().split('\r\n');

/** So many lines of one account, a second apart. */
const fill = (count: number, account = 'acme') =>
  server.pool.query(
    `insert into holdfast.sync_log (account, at, kind, outcome, message, order_id)
     select $2, to_timestamp($3) - i * interval '1 second', case when i % 3 = 0 then 'plan' else 'order' end, 'ok',
       'line ' || i, 'o' || i from generate_series(1, $1::int) i`,
    [count, account, START_MS / 1000],
  );

test('the log as a file: newest first, one record a line, other accounts left out', async () => {
  await fill(5);
  await fill(5, 'other');
  const response = await download();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="holdfast-log.csv"');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const lines = (await response.text()).split('\r\n');
  expect(lines).toHaveLength(7);
  expect(lines[0]).toBe(HEADER);
  expect(lines[1]).toBe(`${new Date(START_MS - 1000).toISOString()},order,ok,line 1,o1,,,,`);
  expect(lines.slice(1, 6).map((line) => line.split(',')[4])).toEqual(['o1', 'o2', 'o3', 'o4', 'o5']);
});

test('an empty log is its header', async () => {
  expect(await rowsOf()).toEqual([HEADER]);
});

test('what strangers wrote stays text, in one cell', async () => {
  await server.store.appendLog([
    { kind: 'order', outcome: 'ok', message: 'She said "=1", then\nleft', orderId: anId('=cmd()') },
  ]);
  expect(await (await download()).text()).toContain(`"She said ""=1"", then\nleft",'=cmd(),,,,\r\n`);
});

test('over many pages nothing is missing, doubled or out of order, with a filter too', async () => {
  await fill(5_500);
  const ids = (lines: string[]) => lines.slice(1).map((line) => Number(line.split(',')[4]?.slice(1)));
  const all = Array.from({ length: 5_500 }, (_, index) => index + 1);
  expect(ids(await rowsOf())).toEqual(all);
  expect(ids(await rowsOf('?kind=plan'))).toEqual(all.filter((one) => one % 3 === 0));
  const from = new Date(START_MS - 2_000_000).toISOString();
  expect(ids(await rowsOf(`?from=${from}&outcome=ok`))).toEqual(all.slice(0, 2_000));
});

test('of more than a hundred thousand rows it says that they are cut', async () => {
  await fill(100_001);
  const lines = await rowsOf();
  expect(lines).toHaveLength(100_002);
  expect(lines[100_000]).toContain(',o100000,');
  expect(lines.at(-1)).toContain('These are the newest 100000 rows');
  await server.pool.query(`delete from holdfast.sync_log where order_id = 'o100001'`);
  const whole = await rowsOf();
  expect(whole).toHaveLength(100_001);
  expect(whole.at(-1)).toContain(',o100000,');
}, 60_000);

test('a reader that goes away ends the reading', async () => {
  await fill(50_000);
  await new Promise<void>((resolve, reject) => {
    const asked = request(`${server.url}${CSV}`, { headers: { authorization } }, (response) => {
      response.once('data', () => {
        asked.destroy();
        resolve();
      });
    });
    asked.on('error', () => undefined);
    asked.setTimeout(10_000, () => reject(new Error('no answer')));
    asked.end();
  });
  // The server is there, and its connections to the database are free.
  for (let turn = 0; turn < 10; turn += 1)
    expect((await server.call('GET', '/_v/holdfast/api/logs?limit=1')).status).toBe(200);
  expect(server.pool.totalCount - server.pool.idleCount).toBeLessThanOrEqual(1);
});

test.each([
  ['?limit=5', /limit/],
  ['?kind=gossip', /kind/],
  ['?cursor=x', /cursor/],
])('%s is refused with a sentence', async (query, why) => {
  const response = await download(query);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toMatch(why);
});

test('nobody gets it without the token', async () => {
  expect((await fetch(`${server.url}${CSV}`)).status).toBe(401);
});

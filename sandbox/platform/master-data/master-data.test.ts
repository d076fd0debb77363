import { manualTime } from '../../manual-time';
import { platformFixture } from '../platform-fixture';

const time = manualTime(Date.UTC(2026, 0, 1));
let world: Awaited<ReturnType<typeof platformFixture>>;
beforeEach(async () => {
  world = await platformFixture({ time });
  await call('PUT', 'schemas/v1', SCHEMA);
});
afterEach(() => world.stop());

const SCHEMA = {
  properties: { kind: { type: 'string' }, size: { type: ['integer', 'null'] }, note: { type: 'string' } },
  required: ['kind'],
  'v-indexed': ['kind', 'size'],
  'v-default-fields': ['kind'],
};
const ENTITY = 'http://api.vtex.com/api/dataentities/logs';

function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const joint = path.includes('?') ? '&' : '?';
  return world.call(method, `${ENTITY}/${path}${joint}an=shop`, body, headers);
}
const put = (id: string, fields: object) => call('PUT', `documents/${id}?_schema=v1`, fields);
const search = (query: string, range?: string) =>
  call('GET', `search?_schema=v1&${query}`, undefined, range ? { 'REST-Range': `resources=${range}` } : {});

describe('documents', () => {
  it('are made, replaced, changed in part, read and deleted by id', async () => {
    expect(await put('a', { kind: 'x', size: 1 })).toMatchObject({ status: 201, json: { DocumentId: 'a' } });
    expect((await put('a', { kind: 'y', note: 'n' })).status).toBe(204);
    expect((await call('PATCH', 'documents', { id: 'a', size: 2 })).status).toBe(200);
    expect((await call('GET', 'documents/a?_fields=_all')).json).toMatchObject({
      kind: 'y',
      note: 'n',
      size: 2,
    });
    expect((await call('GET', 'documents/a?_fields=size,nothing')).json).toEqual({ size: 2 });
    expect((await call('DELETE', 'documents/a')).status).toBe(204);
    expect((await call('GET', 'documents/a')).status).toBe(404);
    expect((await call('DELETE', 'documents/a')).status).toBe(404);
    expect((await call('POST', 'documents', { kind: 'z' })).status).toBe(201);
  });

  it('saved as they are already answer 304, or not where switched so', async () => {
    await put('a', { kind: 'x' });
    expect((await put('a', { kind: 'x' })).status).toBe(304);
    world.platform.masterData.switches.answersUnchanged = false;
    expect((await put('a', { kind: 'x' })).status).toBe(204);
  });

  it('that do not comply with the named schema are refused', async () => {
    expect((await put('a', { size: 1 })).status).toBe(400);
    expect((await put('a', { kind: 1 })).status).toBe(400);
    expect((await put('a', { kind: 'x', size: null })).status).toBe(201);
    expect((await call('PUT', 'documents/b?_schema=v9', { kind: 'x' })).status).toBe(400);
    expect((await call('PUT', 'documents/b', { size: 'free' })).status).toBe(201);
  });
});

describe('search', () => {
  beforeEach(async () => {
    for (let size = 0; size < 25; size += 1) await put(`d${size}`, { kind: size % 2 ? 'odd' : 'even', size });
  });
  const sizes = async (query: string, range?: string) =>
    ((await search(`_fields=size&${query}`, range)).json as { size: number }[]).map(({ size }) => size);

  it('finds, sorts and tells where the page stands in the whole', async () => {
    const answer = await search('_where=kind=odd&_sort=size DESC&_fields=size', '0-2');
    expect(answer.json).toEqual([{ size: 23 }, { size: 21 }, { size: 19 }]);
    expect(answer.headers['rest-content-range']).toBe('resources 0-2/12');
  });

  it('counts the end of the range in, or out where switched so', async () => {
    expect(await sizes('_sort=size', '0-3')).toEqual([0, 1, 2, 3]);
    world.platform.masterData.switches.rangeEnd = 'exclusive';
    expect(await sizes('_sort=size', '0-3')).toEqual([0, 1, 2]);
  });

  it('gives 16 without a range, and no more than 100 with one', async () => {
    expect(await sizes('_sort=size')).toHaveLength(16);
    expect(await sizes('', '0-100')).toHaveLength(25);
    expect((await search('', '0-101')).status).toBe(400);
    expect((await search('', '9999-10005')).status).toBe(400);
    expect((await search('', 'x')).status).toBe(400);
  });

  it('refuses fields without an index and blocked wildcards', async () => {
    expect((await search('_where=note=x')).status).toBe(400);
    expect((await search('_sort=note')).status).toBe(400);
    expect((await search('_where=kind=*dd')).status).toBe(503);
    expect((await search('_where=kind')).status).toBe(400);
    expect((await search('_where=createdIn>2020 AND id=d3')).json).toEqual([{ id: 'd3', kind: 'odd' }]);
  });

  it('shows only what complies with the schema', async () => {
    await call('PUT', 'documents/free', { size: 3 });
    expect(await sizes('_where=size=3')).toEqual([3]);
    expect((await call('GET', 'search?_where=size=3&_fields=id')).json).toHaveLength(2);
  });

  it('comes after the writing, reads by id do not', async () => {
    world.platform.masterData.switches.indexDelayMs = 1000;
    time.advance(5000);
    await put('late', { kind: 'odd', size: 99 });
    await call('DELETE', 'documents/d1');
    expect((await call('GET', 'documents/late?_fields=size')).json).toEqual({ size: 99 });
    expect(await sizes('_where=size>90')).toEqual([]);
    expect(await sizes('_where=size=1')).toEqual([1]);
    time.advance(1001);
    expect(await sizes('_where=size>90')).toEqual([99]);
    expect(await sizes('_where=size=1')).toEqual([]);
  });

  it('scrolls through everything once', async () => {
    const first = await call('GET', 'scroll?_size=20&_fields=id');
    const token = first.headers['x-vtex-md-token'] ?? '';
    const second = await call('GET', `scroll?_token=${token}&_size=20`);
    const third = await call('GET', `scroll?_token=${token}&_size=20`);
    const pages = [first, second, third].map(({ json }) => json as { id: string }[]);
    expect(pages.map((page) => page.length)).toEqual([20, 5, 0]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(25);
  });
});

it('keeps schemas as they were saved; the same again is 304', async () => {
  expect((await call('GET', 'schemas/v1')).json).toEqual(SCHEMA);
  expect((await call('PUT', 'schemas/v1', SCHEMA)).status).toBe(304);
  expect((await call('PUT', 'schemas/v1', { ...SCHEMA, 'v-indexed': ['kind'] })).status).toBe(200);
  expect((await search('_where=size=1')).status).toBe(400);
  expect((await call('GET', 'schemas/v2')).status).toBe(404);
});

it('is closed to apps without its resource, and to other accounts', async () => {
  const stranger = await platformFixture({
    policies: [{ name: 'outbound-access', attrs: { host: 'api.vtex.com', path: '/*' } }],
  });
  const answer = await stranger.call('GET', `${ENTITY}/search?an=shop`);
  await stranger.stop();
  expect(answer.status).toBe(403);
  expect((await world.call('GET', `${ENTITY}/documents/a?an=other`)).status).toBe(404);
});

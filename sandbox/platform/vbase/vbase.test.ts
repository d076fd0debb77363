import { gzipSync } from 'node:zlib';
import { manualTime } from '../../manual-time';
import { answer, type PlatformRequest } from '../exchange';
import { newPolicies } from '../policies';
import { vbase } from './vbase';
import { DEFAULT_VBASE_SWITCHES, newVBaseTrouble, type VBaseSwitches } from './vbase-switches';

function world(set: Partial<VBaseSwitches> = {}, policies = [{ name: 'vbase-read-write' }]) {
  const time = manualTime(1_000_000);
  const switches = { ...DEFAULT_VBASE_SWITCHES, ...set };
  const trouble = newVBaseTrouble(time);
  const handle = vbase({
    appName: 'acme.app',
    policies: newPolicies(policies, 'shop'),
    time,
    switches,
    trouble,
    buckets: new Map(),
  });
  const call = (
    method: string,
    path: string,
    { body = '', headers = {} }: { body?: string | Buffer; headers?: Record<string, string> } = {},
  ) => {
    const url = new URL(path, 'http://x/buckets/acme.app/box/files/');
    const request: PlatformRequest = {
      method,
      host: 'infra.io.vtex.com',
      port: '',
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: Buffer.from(body),
      gone: new AbortController().signal,
    };
    const given = handle(request, url.pathname);
    if (given.kind !== 'answer') throw new Error(given.kind);
    return given;
  };
  const put = (path: string, body: string, headers: Record<string, string> = {}) =>
    call('PUT', path, { body, headers });
  const etag = (path: string) => call('GET', path).headers?.etag ?? 'none';
  return { time, switches, trouble, call, put, etag };
}

describe('If-Match', () => {
  it('lets the first of two writers through, and 412 the second', () => {
    const { put, etag, call } = world();
    put('a.json', '1');
    const seen = etag('a.json');
    expect(put('a.json', '2', { 'if-match': seen })).toMatchObject({ status: 200 });
    expect(put('a.json', '3', { 'if-match': seen })).toMatchObject({ status: 412 });
    expect(call('GET', 'a.json').body).toEqual(Buffer.from('2'));
    expect(call('DELETE', 'a.json', { headers: { 'if-match': seen } }).status).toBe(412);
    expect(call('DELETE', 'a.json', { headers: { 'if-match': etag('a.json') } }).status).toBe(204);
    expect(put('a.json', '4', { 'if-match': seen }).status).toBe(412);
  });

  it('compares contents: what was put back to what it was passes again', () => {
    const { put, etag } = world();
    put('a.json', '1');
    const seen = etag('a.json');
    put('a.json', '2');
    put('a.json', '1');
    expect(put('a.json', '3', { 'if-match': seen }).status).toBe(200);
  });

  it('fails with 409 and takes quoted etags where switched so', () => {
    const { put, etag, call } = world({ conflictStatus: 409, quotesEtags: true, etagOnWrite: true });
    const written = put('a.json', '1').headers?.etag;
    expect(etag('a.json')).toMatch(/^"\w+"$/);
    expect(written).toBe(etag('a.json'));
    expect(put('a.json', '2', { 'if-match': etag('a.json') }).status).toBe(200);
    expect(call('PUT', 'a.json', { body: '3', headers: { 'if-match': '"old"' } }).status).toBe(409);
  });

  it('fails in a contest though nobody else wrote', () => {
    const { put, etag, trouble } = world();
    put('a.json', '1');
    trouble.contest(/^box\/a/, 2);
    const tries = [1, 2, 3].map(() => put('a.json', '2', { 'if-match': etag('a.json') }).status);
    expect(tries).toEqual([412, 412, 200]);
  });
});

it('overlooks If-None-Match, or honours it where switched so', () => {
  const first = { 'if-none-match': '*' };
  const careless = world();
  expect([careless.put('a', '1', first).status, careless.put('a', '2', first).status]).toEqual([200, 200]);
  const careful = world({ honoursCreateOnly: true });
  expect([careful.put('a', '1', first).status, careful.put('a', '2', first).status]).toEqual([200, 412]);
});

it('forgets for a while or so often what the listing still shows', () => {
  const { put, call, trouble, time } = world();
  put('a.json', '1');
  trouble.forget(/^box\/a\.json$/, { times: 1 });
  expect([call('GET', 'a.json').status, call('GET', 'a.json').status]).toEqual([404, 200]);
  trouble.forget(/json/, { forMs: 100 });
  expect(call('HEAD', 'a.json').status).toBe(404);
  expect(call('GET', '../files?prefix=a').body).toMatchObject({ data: [{ path: 'a.json' }] });
  time.advance(100);
  expect(call('GET', 'a.json').status).toBe(200);
});

it('lists by prefix, page by page, files added in between included', () => {
  const { put, call } = world({ pageSize: 2 });
  for (const path of ['b3', 'b1', 'a1', 'b5']) put(path, path);
  const page = (next: string) =>
    call('GET', `../files?prefix=b&limit=50&next=${next}`).body as { data: { path: string }[]; next: string };
  const first = page('');
  expect(first.data.map(({ path }) => path)).toEqual(['b1', 'b3']);
  put('b4', 'b4');
  const second = page(first.next);
  expect(second).toMatchObject({ data: [{ path: 'b4' }, { path: 'b5' }], next: '' });
});

it('lists what was there a while ago where switched so', () => {
  const { put, call, time } = world({ listingLagMs: 50 });
  put('a', '1');
  time.advance(60);
  put('b', '1');
  call('DELETE', 'a');
  const listed = () => (call('GET', '../files').body as { data: { path: string }[] }).data;
  expect(listed().map(({ path }) => path)).toEqual(['a']);
  time.advance(60);
  expect(listed().map(({ path }) => path)).toEqual(['b']);
});

it('unzips what was sent zipped, and refuses what only says so', () => {
  const { call } = world();
  const zipped = { 'content-encoding': 'gzip', 'content-type': 'text/plain' };
  expect(call('PUT', 'z', { body: gzipSync('plain'), headers: zipped }).status).toBe(200);
  expect(call('GET', 'z')).toMatchObject({
    body: Buffer.from('plain'),
    headers: { 'content-type': 'text/plain' },
  });
  expect(call('PUT', 'z', { body: 'plain', headers: zipped }).status).toBe(400);
});

it('lets only those read or write whose policy says so', () => {
  const reader = world({}, [{ name: 'vbase-read-only' }]);
  expect([reader.call('GET', 'a').status, reader.put('a', '1').status]).toEqual([404, 403]);
  expect(world({}, []).call('GET', 'a').status).toBe(403);
});

it('resets a bucket', () => {
  const { put, call } = world();
  put('a', '1');
  expect(call('DELETE', '../files')).toEqual(answer(204));
  expect(call('GET', 'a').status).toBe(404);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Koa from 'koa';
import { type RunningHttp, startHttp } from '../host/start-http';
import { createLog } from '../log/create-log';
import { errorEdge } from './error-edge';
import { panelRoutes } from './panel-routes';

const SCRIPT = 'assets/index-Ab1_cd-2.js';
let around: string;
let folder: string;
let http: RunningHttp;

beforeEach(async () => {
  around = mkdtempSync(path.join(tmpdir(), 'holdfast-panel-'));
  folder = path.join(around, 'dist');
  writeFileSync(path.join(around, 'secret.txt'), 'secret');
  const app = new Koa();
  app.silent = true;
  app.use(errorEdge(createLog('silent')));
  app.use(panelRoutes({ folder }));
  http = await startHttp(app.callback(), 0);
});
afterEach(async () => {
  await http.stop();
  rmSync(around, { recursive: true });
});

function build(): void {
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><p>the panel</p>');
  writeFileSync(path.join(folder, SCRIPT), 'run()');
  writeFileSync(path.join(folder, '.hidden'), 'secret');
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Sends the path as it stands: fetch would tidy it up. */
function get(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: http.port, path: target, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('the page is asked for again each time, its assets never', async () => {
  build();
  const page = await get('/admin/');
  expect(page).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' },
  });
  expect(page.body.toString()).toContain('the panel');
  expect(await get(`/admin/${SCRIPT}`)).toMatchObject({
    status: 200,
    headers: {
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringMatching(/javascript/),
    },
  });
  const again = await get('/admin/', { 'if-modified-since': String(page.headers['last-modified']) });
  expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) });
});

test('every answer of the panel says what the page may do, and that it belongs into no frame', async () => {
  build();
  for (const target of ['/admin/', `/admin/${SCRIPT}`, '/admin/nothing']) {
    const { headers } = await get(target);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('/ and /admin lead to it', async () => {
  for (const target of ['/', '/admin', '/?x=1'])
    expect(await get(target)).toMatchObject({ status: 302, headers: { location: '/admin/' } });
});

test.each([
  '/admin/../secret.txt',
  '/admin/..%2fsecret.txt',
  '/admin/%2e%2e/secret.txt',
  '/admin/%2e%2e%2fsecret.txt',
  '/admin/assets/../../secret.txt',
  '/admin/..%5csecret.txt',
  '/admin//etc/passwd',
  '/admin/%2fetc%2fpasswd',
  '/admin/.hidden',
  '/admin/index.html%00.js',
  '/admin/%',
  '/admin/assets',
  '/admin/assets/',
  '/admin/nothing.js',
])('%s is nothing, and names no folder', async (target) => {
  build();
  const { status, body, headers } = await get(target);
  expect([400, 403, 404]).toContain(status);
  expect(body.toString()).not.toMatch(/secret|root:|dist|ENOENT|tmp/);
  expect(String(headers['cache-control'] ?? 'no-store')).not.toMatch(/immutable/);
});

test('a file that lies there compressed too is sent so, to who can read it', async () => {
  build();
  writeFileSync(path.join(folder, `${SCRIPT}.gz`), gzipSync('run()'));
  const packed = await get(`/admin/${SCRIPT}`, { 'accept-encoding': 'gzip, br' });
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': expect.stringMatching(/javascript/),
    vary: expect.stringMatching(/accept-encoding/i),
  });
  expect(gunzipSync(packed.body).toString()).toBe('run()');
  expect((await get(`/admin/${SCRIPT}`)).headers['content-encoding']).toBeUndefined();
});

test('before it is built the page says how, and afterwards it is there', async () => {
  const answer = await get('/admin/');
  expect(answer.status).toBe(503);
  expect(answer.body.toString()).toContain('npm start');
  build();
  expect((await get('/admin/')).status).toBe(200);
});

test('only reading', async () => {
  build();
  expect((await get('/admin/', {}, 'POST')).status).toBe(404);
  expect(await get('/admin/', {}, 'HEAD')).toMatchObject({ status: 200, body: Buffer.alloc(0) });
});

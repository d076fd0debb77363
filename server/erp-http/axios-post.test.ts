import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAxiosPost } from './axios-post';

const post = createAxiosPost();
let server: Server;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
afterAll(() => post.close());

const request = {
  headers: { 'content-type': 'application/cloudevents+json' },
  body: '{"a": 1}',
  timeoutMs: 15_000,
};

test('sends the body as it is, and reads what counts of the answer', async () => {
  const bodies: string[] = [];
  const url = await serve(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    response.writeHead(201, { 'Retry-After': '3' }).end('fine');
  });
  const first = await post({ ...request, url });
  for (let sent = 1; sent < 10; sent += 1) await post({ ...request, url });
  expect(first).toMatchObject({ kind: 'answer', status: 201, headers: { 'retry-after': '3' } });
  expect(bodies).toEqual(Array(10).fill('{"a": 1}'));
});

test('a server that never answers is a time-out', async () => {
  const url = await serve(() => undefined);
  expect(await post({ ...request, url, timeoutMs: 500 })).toEqual({ kind: 'no-answer', code: 'TIMEOUT' });
});

test('a connection that is cut has no answer', async () => {
  const url = await serve((incoming) => void incoming.socket.destroy());
  expect(await post({ ...request, url })).toEqual({ kind: 'no-answer', code: 'ECONNRESET' });
});

test('an endless answer counts by its status and is not read to its end', async () => {
  let cut: () => void = () => undefined;
  const wasCut = new Promise<void>((resolve) => {
    cut = resolve;
  });
  const url = await serve((_incoming, response) => {
    response.writeHead(200);
    const flood = setInterval(() => response.write(Buffer.alloc(32 * 1024)), 1);
    response.on('close', () => {
      clearInterval(flood);
      cut();
    });
  });
  expect(await post({ ...request, url })).toMatchObject({ kind: 'answer', status: 200 });
  await wasCut;
});

test('an answer whose body never ends counts too', async () => {
  const url = await serve((_incoming, response) => {
    response.writeHead(200);
    response.write('x');
  });
  expect(await post({ ...request, url, timeoutMs: 5_000 })).toMatchObject({ kind: 'answer', status: 200 });
});

test('a body cut off by the deadline leaves its answer an answer', async () => {
  const url = await serve((_incoming, response) => {
    response.writeHead(200);
    response.write('x');
  });
  expect(await post({ ...request, url, timeoutMs: 1_500 })).toMatchObject({ kind: 'answer', status: 200 });
});

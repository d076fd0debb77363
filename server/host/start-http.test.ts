import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { knowSender } from '../http/senders';
import { type HttpLimits, type RunningHttp, startHttp } from './start-http';

const LONG = Buffer.alloc(64 * 1024 * 1024);
let http: RunningHttp;
let sockets: Socket[];

beforeEach(() => {
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await http.stop();
});

const listener: RequestListener = (request, response) => {
  if (request.headers.key === 'right') knowSender(request);
  response.end(request.url === '/long' ? LONG : 'here');
};

async function start(limits: Partial<HttpLimits>): Promise<void> {
  http = await startHttp(listener, 0, limits);
}

async function open(text = ''): Promise<Socket> {
  const socket = connect(http.port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return socket;
}

async function answerOn(socket: Socket): Promise<string> {
  const [chunk] = await once(socket, 'data');
  return String(chunk);
}

function closed(socket: Socket): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => socket.resume().once('close', () => resolve()));
}

const get = (path: string, key = 'none') => `GET ${path} HTTP/1.1\r\nHost: x\r\nkey: ${key}\r\n\r\n`;

test.each([
  ['says nothing', ''],
  ['never ends its headers', 'POST / HTTP/1.1\r\nHost: x\r\nA: '],
  ['never ends its body', 'POST /wait HTTP/1.1\r\nHost: x\r\nkey: right\r\nContent-Length: 9\r\n\r\nhalf'],
])('a connection that %s is closed when its time is over', async (_name, text) => {
  await start({ requestMs: 300 });
  await closed(await open(text));
});

test('of strangers those are closed that have been there for longest', async () => {
  await start({ mostStrangers: 3 });
  const knownFirst = await open(get('/', 'right'));
  expect(await answerOn(knownFirst)).toContain('here');
  const early = [await open(), await open()];
  const late = [await open(), await open(), await open()];
  await Promise.all(early.map(closed));
  expect(late.map(({ destroyed }) => destroyed)).toEqual([false, false, false]);
  // Whoever showed a key stays, and whoever comes is heard.
  knownFirst.write(get('/', 'right'));
  expect(await answerOn(knownFirst)).toContain('here');
  expect(await answerOn(await open(get('/')))).toContain('here');
});

test('a stranger that does not read its answer is cut off; one with a key may take its time', async () => {
  await start({ strangersAnswerMs: 100 });
  const known = await open(get('/long', 'right'));
  const stranger = await open(get('/long'));
  await Promise.all([known, stranger].map((socket) => once(socket, 'readable')));
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await lengthOf(stranger)).toBeLessThan(LONG.length);
  expect(await lengthOf(known)).toBeGreaterThan(LONG.length);
});

test.each([
  ['there are too many', { mostAnswers: 2 }],
  ['one client has too many', { mostAnswersOfOne: 2 }],
])('of strangers that do not read their answers the first is cut off when %s', async (_when, limits) => {
  await start(limits);
  const known = await open(get('/long', 'right'));
  const readers = [];
  for (let nth = 0; nth < 3; nth += 1) {
    const reader = await open(get('/long'));
    await once(reader, 'readable');
    readers.push(reader);
  }
  const [first, second, third] = readers as [Socket, Socket, Socket];
  expect(await lengthOf(first)).toBeLessThan(LONG.length);
  for (const socket of [known, second, third]) expect(await lengthOf(socket)).toBeGreaterThan(LONG.length);
});

async function lengthOf(socket: Socket): Promise<number> {
  let length = 0;
  socket.on('data', (chunk: Buffer) => (length += chunk.length));
  while (!socket.destroyed && length <= LONG.length) await new Promise((resolve) => setTimeout(resolve, 20));
  return length;
}

test('listens on the address that it was told, and on no other', async () => {
  http = await startHttp(listener, 0, { host: '127.0.0.1' });
  expect(await (await fetch(`http://127.0.0.1:${http.port}/`)).text()).toBe('here');
  await expect(once(connect(http.port, '127.0.0.2'), 'connect')).rejects.toThrow(/ECONNREFUSED/);
});

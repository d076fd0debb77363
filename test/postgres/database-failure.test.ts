import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { databaseFailure } from '@holdfast/server/host/database-failure';
import { migrate } from '@holdfast/server/postgres/migrate';
import { selfSigned } from './self-signed';

const ours = () => new URL(process.env.TEST_DATABASE_URL ?? '');

async function sentenceFor(url: string): Promise<string | null> {
  const error = await migrate(url).then(
    () => new Error('it connected'),
    (thrown: unknown) => thrown,
  );
  return databaseFailure(error);
}

/** Something on a port that is no PostgreSQL; ends with the test. */
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function answering(onConnection: (socket: Socket) => void): Promise<string> {
  const port = await freePort();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
    onConnection(socket);
  });
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `postgres://user:hunter2@localhost:${port}/holdfast`;
}

/** An error of PostgreSQL's protocol, as a pooler or a server sends it at the beginning. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

test('a database that nobody made', async () => {
  const url = ours();
  url.pathname = '/nobody_made_this';
  expect(await sentenceFor(url.href)).toMatch(/no database of that name/);
});

test('a server without TLS', async () => {
  const url = ours();
  url.searchParams.set('sslmode', 'require');
  expect(await sentenceFor(url.href)).toMatch(/speaks no TLS/);
});

test('a certificate that only itself has signed', async () => {
  const secureContext = createSecureContext(selfSigned());
  const url = await answering((socket) => {
    socket.once('data', () => {
      socket.write('S', () =>
        new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined),
      );
    });
  });
  expect(await sentenceFor(`${url}?sslmode=verify-full`)).toMatch(/certificate that nobody known has signed/);
});

test('a port where nobody listens, and one that says nothing', async () => {
  expect(await sentenceFor(`postgres://u:p@127.0.0.1:${await freePort()}/x`)).toMatch(/cannot be reached/);
  expect(await sentenceFor(await answering(() => undefined))).toMatch(/cannot be reached/);
  expect(await sentenceFor(await answering((socket) => socket.destroy()))).toMatch(/cannot be reached/);
});

test('a certificate file that is not there', async () => {
  expect(await sentenceFor('postgres://u:p@localhost/x?sslrootcert=/not/there.crt')).toMatch(/file/);
});

test.each([
  ['08P01', 'server login has been failing, cached error: connect failed', /does not reach its PostgreSQL/],
  ['3D000', 'no such database: holdfast', /no database of that name/],
  ['28P01', 'password authentication failed for user "user"', /refuses the user or password/],
  ['28000', 'no pg_hba.conf entry for host "10.0.0.1", user "user", no encryption', /sslmode=require/],
  ['53300', 'sorry, too many clients already', /max_connections/],
  ['57P03', 'the database system is starting up', /starting or stopping/],
])('%s: %s', async (code, message, sentence) => {
  const url = await answering((socket) => socket.once('data', () => socket.end(refusal(code, message))));
  const said = await sentenceFor(url);
  expect(said).toMatch(sentence);
  expect(said).not.toMatch(/hunter2|localhost|127\.0\.0\.1/);
});

test('what is nobody else’s to mend is left to the log', () => {
  expect(databaseFailure(new TypeError('a bug'))).toBeNull();
  expect(databaseFailure('no error')).toBeNull();
});

import { createServer, type Server, type Socket } from 'node:net';
import type { VtexFailure, VtexResult } from '@holdfast/node/clients/vtex/vtex-api';
import { KEY, TOKEN, testClient } from './client';
import { at, POSITION } from './every-operation';

// Real sockets, without nock: it answers in their place, and time-outs behave otherwise there.

const UPDATE_BODY = {
  quantity: 7,
  dateUtcOnBalanceSystem: at('2026-05-01T10:00:00.1234567Z'),
  leadTime: '00:00:00',
  unlimitedQuantity: false,
} as const;

const NO_WAIT = { attempts: 1, maxWaitMs: 0 };

function failureIn(result: VtexResult<unknown>): VtexFailure {
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}

describe('the network', () => {
  it('nothing listens: a write was certainly not applied', async () => {
    const { server, url } = await serverThat(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const result = await testClient({ baseUrl: url }).vtex.updateInventory(POSITION, UPDATE_BODY);
    expect(failureIn(result)).toMatchObject({
      kind: 'no-answer',
      retry: 'later',
      status: null,
      maybeApplied: false,
    });
  });

  it('the connection breaks after sending: a write may have been applied, and no secret is quoted', async () => {
    const { server, url } = await serverThat((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const result = await testClient({ baseUrl: url }).vtex.updateInventory(POSITION, UPDATE_BODY);
    expect(failureIn(result)).toMatchObject({
      kind: 'no-answer',
      retry: 'later',
      status: null,
      maybeApplied: true,
    });
    expect(JSON.stringify(result)).not.toContain(TOKEN);
    expect(JSON.stringify(result)).not.toContain(KEY);
    server.close();
  });

  it('the deadline holds for a body that trickles in', async () => {
    const { server, url } = await tricklingServer();
    const startedMs = Date.now();
    const client = testClient({ timeoutMs: 300, baseUrl: url }, NO_WAIT);
    expect(failureIn(await client.vtex.getBalance(POSITION))).toMatchObject({ kind: 'no-answer' });
    expect(Date.now() - startedMs).toBeLessThan(3_000);
    server.close();
  });
});

/** Sends a byte every 50 ms for ever: idle time-outs never strike. */
function tricklingServer(): Promise<{ server: Server; url: string }> {
  return serverThat((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n');
    const timer = setInterval(() => socket.write(' '), 50);
    socket.on('close', () => clearInterval(timer));
  });
}

async function serverThat(accept: (socket: Socket) => void): Promise<{ server: Server; url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  type BookedLine,
  type ConnectorUnderTest,
  describeConnector,
  type ErpBehaviour,
} from './connector-contract';
import { createSmallestConnector } from './smallest-connector';

type Hold = BookedLine & { version: number };

describeConnector('the smallest one', async (): Promise<ConnectorUnderTest> => {
  const holds = new Map<string, Hold>();
  let behaviour: ErpBehaviour = 'accept';
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (behaviour === 'away') return void request.socket.destroy();
    if (behaviour !== 'accept') return void response.writeHead(behaviour === 'busy' ? 503 : 422).end();
    const hold = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Hold;
    const key = request.url ?? '';
    if ((holds.get(key)?.version ?? 0) < hold.version) holds.set(key, hold);
    response.writeHead(204).end();
  }

  return {
    connector: createSmallestConnector(`http://127.0.0.1:${port}`),
    async behave(next) {
      behaviour = next;
    },
    booked: async () =>
      [...holds.values()].map(({ orderId, lockId, skuId, warehouseId, quantity, status }) => {
        return { orderId, lockId, skuId, warehouseId, quantity, status };
      }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
});

test('the documentation shows this connector, letter by letter', () => {
  const shown = readFileSync(path.join(__dirname, '..', '..', 'docs', 'erp-connectors.md'), 'utf8');
  expect(shown).toContain(readFileSync(path.join(__dirname, 'smallest-connector.ts'), 'utf8'));
});

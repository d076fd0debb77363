import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

const ORDER = /^\/api\/oms\/pvt\/orders\/([^/?]+)$/;
const POSITION = /^\/api\/logistics\/pvt\/inventory\/(?:skus\/([^/?]+)|reservations\/[^/?]+\/([^/?]+))/;

export interface KeyedCalls {
  /** Stands in front of the store. */
  url: string;
  /** Reads of each order ("Get order") so far. */
  byOrder(): Map<string, number>;
  /** Calls about the stock of each SKU so far: balances, lists, updates. */
  bySku(): Map<string, number>;
  stop(): void;
}

/** Hands every call on to the store and counts what it was about: the store itself counts by endpoint only. */
export function countByKey(storeUrl: string): Promise<KeyedCalls> {
  const orders = new Map<string, number>();
  const skus = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const [, orderId] = ORDER.exec(incoming.url ?? '') ?? [];
    const [, stocked, reserved] = POSITION.exec(incoming.url ?? '') ?? [];
    bump(orders, orderId);
    bump(skus, stocked ?? reserved);
    handOn(storeUrl, incoming, answer);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
        byOrder: () => new Map(orders),
        bySku: () => new Map(skus),
        stop() {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}

function bump(counts: Map<string, number>, key: string | undefined): void {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

function handOn(storeUrl: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const { method, headers, url } = incoming;
  const outgoing = request(new URL(url ?? '/', storeUrl), { method, headers }, (from) => {
    answer.writeHead(from.statusCode ?? 502, from.headers);
    from.pipe(answer);
  });
  outgoing.on('error', () => answer.destroy());
  incoming.pipe(outgoing);
}

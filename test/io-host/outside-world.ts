import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  method: string;
  /** As the proxy gets it: with host and query. */
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Reply = (request: Arrived, response: ServerResponse) => void;

export interface OutsideWorld {
  arrived: Arrived[];
  /** How the next requests are answered. */
  answer(reply: Reply): void;
  url: string;
  close(): Promise<void>;
}

/** Everything outside the app: a forward proxy that answers every host itself. */
export async function startOutsideWorld(): Promise<OutsideWorld> {
  const arrived: Arrived[] = [];
  let reply: Reply = (_request, response) => response.writeHead(404).end();
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request = {
        method: message.method ?? '',
        url: new URL(message.url ?? '/', 'http://direct'),
        headers: message.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      arrived.push(request);
      reply(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    arrived,
    answer: (next) => {
      reply = next;
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** JSON with a status. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
}

/** Takes the request and never answers. */
export const silence: Reply = () => undefined;

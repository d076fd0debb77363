import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  headers: Record<string, string>;
  body: string;
  event: Record<string, unknown>;
}

/** A receiver as an ERP's people would write it with the published library; it books only what verifies. */
export interface WebhookReceiver {
  url: string;
  received: Received[];
  unauthentic: number;
  /** Status and headers of the next answers; `null`: the connection is cut without one. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | null;
  close(): Promise<void>;
}

export async function openWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const webhook = new Webhook(secret);
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/holdfast`,
    received: [],
    unauthentic: 0,
    answer: { status: 204 },
    close: () => closeServer(server),
  };
  return receiver;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    if (receiver.answer === null) return void request.socket.destroy();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const { status, headers: answerHeaders, body: answerBody } = receiver.answer;
    try {
      const event = webhook.verify(body, headers) as Record<string, unknown>;
      if (status < 300) receiver.received.push({ headers, body, event });
    } catch {
      receiver.unauthentic += 1;
    }
    response.writeHead(status, answerHeaders).end(answerBody);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

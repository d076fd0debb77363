import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to the calls that pass. */
export type GateMode =
  | 'open'
  /** 503, as of a proxy. */
  | 'busy'
  /** The connection is cut before Tryton hears of the call. */
  | 'away'
  /** The connection is cut after Tryton has carried the call out. */
  | 'deaf'
  /** Tryton's own no to everything but reading. */
  | 'reject';

export interface RpcGate {
  url: string;
  mode: GateMode;
  /** Only methods that match are affected; every one by default. */
  only: RegExp;
  /** How many answers were lost or refused so far. */
  affected(): number;
  /** Something that happens right before the next call of a method reaches Tryton. */
  before(method: RegExp, act: () => Promise<unknown>): void;
  /** What Tryton itself answered instead of results so far, as JSON. */
  errors: string[];
  close(): Promise<void>;
}

const READING = /\.(search|read|search_read|get_preferences)$|^common\./;

/** A door in front of a Tryton, for what networks and proxies do. */
export async function openRpcGate(target: string): Promise<RpcGate> {
  let affected = 0;
  let surprises: { method: RegExp; act: () => Promise<unknown> }[] = [];
  const server = createServer((incoming, answer) => void pass(incoming, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gate: RpcGate = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mode: 'open',
    only: /./,
    affected: () => affected,
    before(method, act) {
      surprises.push({ method, act });
    },
    errors: [],
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return gate;

  async function pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const { id, method } = JSON.parse(body.toString('utf8')) as { id: number; method: string };
    const mode = gate.only.test(method) ? gate.mode : 'open';
    if (mode === 'away') return void cut(incoming);
    if (mode === 'busy') return void refuse(answer, 503, 'busy');
    if (mode === 'reject' && !READING.test(method)) {
      const error = ['UserError', ['The books are closed.', '', null]];
      return void refuse(answer, 200, JSON.stringify({ id, error }));
    }
    const due = surprises.filter((one) => one.method.test(method));
    surprises = surprises.filter((one) => !due.includes(one));
    for (const { act } of due) await act();
    const { method: verb = 'POST', headers, url = '/' } = incoming;
    const { host: _host, ...rest } = headers;
    const onwards = request(new URL(url, target), { method: verb, headers: rest, agent: false }, (got) => {
      if (mode === 'deaf') {
        got.resume();
        got.once('end', () => cut(incoming));
        return;
      }
      void passBack(got, answer).catch(() => answer.destroy());
    });
    onwards.once('error', () => incoming.socket.destroy());
    onwards.end(body);
  }

  async function passBack(got: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bodyOf(got);
    const error = errorIn(body.toString('utf8'));
    if (error !== undefined) gate.errors.push(JSON.stringify(error));
    answer.writeHead(got.statusCode ?? 502, got.headers).end(body);
  }

  function cut(incoming: IncomingMessage): void {
    affected += 1;
    incoming.socket.destroy();
  }

  function refuse(answer: ServerResponse, status: number, text: string): void {
    affected += 1;
    answer.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(text);
  }
}

function errorIn(text: string): unknown {
  // A session that is not known has no body.
  return text.startsWith('{') ? (JSON.parse(text) as { error?: unknown }).error : undefined;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

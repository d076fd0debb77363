import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { BookedLine, ErpBehaviour } from '../connector-contract/connector-contract';
import { REPOSITORY } from './code-blocks';

/** An example of docs/examples, run as its first lines say. */
export interface ReceiverProcess {
  url(): string;
  /** File of its books. */
  books: string;
  booked(): Promise<BookedLine[]>;
  /** `SIGKILL` between two of its breaths, and started again on the same books. */
  killAndStart(): Promise<void>;
  end(): Promise<void>;
}

export async function startReceiver(command: string, file: string, secret: string): Promise<ReceiverProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-receiver-'));
  const books = path.join(folder, 'books');
  let child: ChildProcess;
  let url = '';
  const start = async () => {
    const { PATH = '', HOME = '' } = process.env;
    child = spawn(command, [path.join(REPOSITORY, 'docs', 'examples', file)], {
      env: { PATH, HOME, ERP_SECRET: secret, PORT: '0', BOOKS: books },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = `http://127.0.0.1:${await portOf(child)}`;
  };
  const kill = async (name: NodeJS.Signals) => {
    const ended = once(child, 'exit');
    child.kill(name);
    return (await ended) as [number | null, NodeJS.Signals | null];
  };
  await start();
  return {
    url: () => url,
    books,
    async booked() {
      const lines = (await (await fetch(url)).json()) as (BookedLine & Record<string, unknown>)[];
      return lines.map(({ orderId, lockId, skuId, warehouseId, quantity, status }) => {
        return { orderId, lockId, skuId, warehouseId, quantity, status };
      });
    },
    async killAndStart() {
      await kill('SIGKILL');
      await start();
    },
    async end() {
      const [code] = await kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`${file} ended with ${code}`);
    },
  };
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: stdout })) return Number(/port (\d+)/.exec(line)?.[1]);
  throw new Error('it ended without a word');
}

/** A door in front of it, which can be told to be busy, away, or to refuse. */
export async function openDoor(target: () => string) {
  let behaviour: ErpBehaviour = 'accept';
  const server = createServer((near, answer) => {
    if (behaviour === 'away') return void near.socket.destroy();
    if (behaviour !== 'accept') return void answer.writeHead(behaviour === 'busy' ? 503 : 422).end();
    const far = httpRequest(target(), { method: near.method, headers: near.headers }, (passed) => {
      answer.writeHead(passed.statusCode ?? 502);
      passed.pipe(answer);
    });
    far.on('error', () => near.socket.destroy());
    near.pipe(far);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/holdfast`,
    async behave(next: ErpBehaviour) {
      behaviour = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

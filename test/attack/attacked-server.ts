import { request } from 'node:http';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { atEnd } from '../flows/at-end';
import { environmentOf, HOOK_SECRET } from '../flows/environment';
import { startProcess, untilReady } from '../flows/process';
import { freshDatabase } from '../postgres/fresh-database';

export interface AttackedServer {
  port: number;
  sandbox: Sandbox;
  databaseUrl: string;
}

/** A compiled server in a process of its own. */
export async function startAttacked(more: Record<string, string> = {}): Promise<AttackedServer> {
  const sandbox = await startSandbox({ seed: 71 });
  atEnd(() => sandbox.stop());
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const port = await freePort();
  const child = startProcess({
    ...environmentOf(sandbox),
    PORT: String(port),
    DATABASE_URL: database.url,
    ...more,
  });
  await untilReady(port, child);
  return { port, sandbox, databaseUrl: database.url };
}

export async function memoryMb(port: number): Promise<number> {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^holdfast_resident_memory_bytes (\d+)$/m.exec(page)?.[1]) / 1_048_576;
}

/** VTEX's ping on a connection of its own: how long it took, in ms. Throws when it is not answered 200. */
export function pingMs(port: number): Promise<number> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        port,
        host: '127.0.0.1',
        path: '/_v/holdfast/hook',
        method: 'POST',
        headers: { 'x-holdfast-key': HOOK_SECRET },
        agent: false,
        timeout: 10_000,
      },
      (answer) => {
        answer.resume();
        if (answer.statusCode === 200) resolve(performance.now() - startedMs);
        else reject(new Error(`the ping was answered ${answer.statusCode}`));
      },
    );
    asked.once('error', reject);
    asked.once('timeout', () => asked.destroy(new Error('the ping was not answered within 10 s')));
    asked.end('{"hookConfig":"ping"}');
  });
}

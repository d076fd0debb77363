import { spawn } from 'node:child_process';
import path from 'node:path';
import { startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { freshDatabase } from '../postgres/fresh-database';
import { atEnd, endAll } from './at-end';
import { environmentOf } from './environment';
import { BUILD_WITHIN_MS, buildServer } from './process';
import { until } from './until';

beforeAll(buildServer, BUILD_WITHIN_MS);
afterEach(endAll);

const answer = (port: number, at: string) => fetch(`http://127.0.0.1:${port}${at}`).catch(() => null);

test(
  'npm start: what is told to npm is told to the server, which ends in order',
  async () => {
    const sandbox = await startSandbox({ seed: 62 });
    atEnd(() => sandbox.stop());
    const database = await freshDatabase();
    atEnd(() => database.drop());
    const port = await freePort();
    const { PATH = '', HOME = '' } = process.env;
    const npm = spawn('npm', ['start'], {
      cwd: path.join(__dirname, '..', '..'),
      env: {
        PATH,
        HOME,
        ...environmentOf(sandbox),
        PORT: String(port),
        DATABASE_URL: database.url,
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    // Whatever of it still runs, npm or server.
    atEnd(() => {
      try {
        process.kill(-(npm.pid ?? 0), 'SIGKILL');
      } catch {
        // All of it has ended.
      }
    });
    const chunks: string[] = [];
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)));
    const ended = new Promise<void>((resolve) => npm.once('close', () => resolve()));
    // Before it starts it builds what a fresh clone does not have, the panel too.
    await until('it is ready', async () => (await answer(port, '/readyz'))?.ok, BUILD_WITHIN_MS);
    npm.kill('SIGTERM');
    await ended;
    expect(await answer(port, '/healthz')).toBeNull();
    expect(chunks.join('')).toContain('Stopping: no new requests');
  },
  2 * BUILD_WITHIN_MS,
);

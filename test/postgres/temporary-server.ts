import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { clusterNameOf, processesOf } from '../../server/embedded-postgres/processes';
import { startEmbeddedPostgres } from '../../server/embedded-postgres/start-embedded-postgres';

const PREFIX = 'holdfast-test-';

/** A server without fsync in a folder of its own; `stop` removes both. What a killed run left goes first. */
export async function startTemporaryServer(): Promise<{ serverUrl: string; stop(): Promise<void> }> {
  await removeLeftovers();
  const folder = await mkdtemp(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder, durable: false, log: () => undefined });
    const atExit = () => removeAtOnce(folder);
    process.once('exit', atExit);
    endCleanlyOnSignals(atExit);
    const stop = async () => {
      await server.stop();
      await remove();
      process.off('exit', atExit);
    };
    return { serverUrl: server.url, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Synchronous: whoever else listens may end the process as soon as we return. */
function endCleanlyOnSignals(atExit: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.prependOnceListener(signal, () => {
      atExit();
      process.kill(process.pid, signal);
    });
  }
}

/** A run that is interrupted gets no teardown from Jest, only the end of its process. */
function removeAtOnce(folder: string): void {
  killServersOf(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 });
}

function killServersOf(folder: string): void {
  for (const pid of processesOf(clusterNameOf(path.join(folder, 'postgres')))) process.kill(pid, 'SIGKILL');
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    const folder = path.join(os.tmpdir(), name);
    killServersOf(folder);
    // Another user's is that user's to remove.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Random } from '@holdfast/sandbox/random';
import { clusterNameOf, processesOf } from '@holdfast/server/embedded-postgres/processes';
import { startEmbeddedPostgres } from '@holdfast/server/embedded-postgres/start-embedded-postgres';
import { smallDisk } from '../faults/small-disk';
import { atEnd } from '../flows/at-end';

/** A real PostgreSQL, kept up by the product's own supervisor, that can be killed and whose disk can be filled. */
export interface ChaosDatabase {
  url: string;
  /** Null where this machine does not let us mount one. */
  disk: { fill(): void; free(): void } | null;
  /** The server with all its helpers, as a machine that goes down. */
  kill(): void;
  /** One process of it: the server throws all connections out and recovers. */
  killOne(random: Random): void;
  /** What the server and its supervisor have said. */
  log(): string;
}

/** Room for the log of a day before a checkpoint, which comes after five minutes. */
const DISK_MEGABYTES = 640;

/** Ended by `endAll`. */
export async function startChaosDatabase(): Promise<ChaosDatabase> {
  const disk = smallDisk(DISK_MEGABYTES);
  const hasDisk = !('missing' in disk);
  const folder = hasDisk ? disk.folder : await mkdtemp(path.join(tmpdir(), 'holdfast-chaos-'));
  atEnd(() => (hasDisk ? disk.remove() : rm(folder, { recursive: true, force: true, maxRetries: 5 })));
  const said: string[] = [];
  // What was committed has to be there after a kill, so this one writes as a store's own does.
  const server = await startEmbeddedPostgres({ dataDir: folder, log: (sentence) => said.push(sentence) });
  atEnd(() => server.stop());
  const home = path.resolve(folder, 'postgres');
  const processes = () => processesOf(clusterNameOf(home));
  return {
    url: server.url,
    disk: hasDisk ? disk : null,
    kill: () => processes().forEach(kill),
    killOne(random) {
      const pid = random.pick(processes());
      if (pid !== undefined) kill(pid);
    },
    log: () => `${said.join('\n')}\n${readFileSync(path.join(home, 'postgres.log'), 'utf8')}`,
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

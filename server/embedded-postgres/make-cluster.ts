import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Cluster, DATABASE_USER } from './cluster';
import { EmbeddedPostgresError } from './failure';

/**
 * `initdb` works in a folder of its own whose result is then renamed: killed half-way it leaves no half
 * cluster, and of two processes that start at once one wins.
 */
export async function makeCluster(cluster: Cluster): Promise<void> {
  await removeUnfinished(cluster.home);
  const unfinished = path.join(cluster.home, `unfinished-${process.pid}`);
  const passwordFile = path.join(unfinished, 'password');
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
    for (const made of [unfinished, passwordFile]) giveToCluster(cluster, made);
    runInitdb(cluster, path.join(unfinished, 'data'), passwordFile);
    await rename(path.join(unfinished, 'data'), cluster.dataFolder).catch(letTheOtherWin);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function giveToCluster(cluster: Cluster, made: string): void {
  const owner = cluster.runAs.owner;
  if (owner) chownSync(made, owner.uid, owner.gid);
}

function letTheOtherWin(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}

function runInitdb(cluster: Cluster, dataFolder: string, passwordFile: string): void {
  const { file, args, options } = cluster.runAs.command(cluster.binaries.initdb, [
    `--pgdata=${dataFolder}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Text compares byte by byte, as JavaScript does: an instant's order must not depend on a locale.
    '--locale=C',
    ...(cluster.durable ? [] : ['--no-sync']),
  ]);
  // The folder we stand in may be closed to the user who runs it.
  const done = spawnSync(file, args, { ...options, cwd: cluster.home, encoding: 'utf8' });
  if (done.status === 0) return;
  const said = (done.stderr || String(done.error ?? '')).trim().slice(-600);
  const hint = said.includes('effective user ID')
    ? ' Give this user a line in /etc/passwd, or set DATABASE_URL.'
    : '';
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL could not make its data folder ${cluster.dataFolder}: ${said}.${hint}`,
  );
}

async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const [, pid] = /^unfinished-(\d+)$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) await rm(path.join(home, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

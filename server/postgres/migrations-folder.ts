import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `server/postgres/migrations`, also when this runs compiled from `server/dist`: SQL files are not compiled along. */
export function migrationsFolder(): string {
  return path.join(packageRoot(__dirname), 'postgres', 'migrations');
}

/** The folder of @holdfast/server above this one. */
export function packageRoot(folder: string): string {
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === '@holdfast/server')
    return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`package.json of @holdfast/server is not above ${__dirname}`);
  return packageRoot(parent);
}

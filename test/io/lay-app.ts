import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

export interface LaidApp {
  /** The folder a replica runs in. */
  folder: string;
  remove(): Promise<void>;
}

/**
 * Lays a built app out as the runtime expects it (`@vtex/api`, `service/loaders`): the code in
 * `service/src/node/`, `service/service.json` beside it, packages above both so that the app and the runtime
 * share one `@vtex/api`.
 */
export async function layApp(from: { code: string; service: unknown }): Promise<LaidApp> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-io-'));
  const code = join(folder, 'service/src/node');
  await mkdir(code, { recursive: true });
  await cp(from.code, code, { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'service/service.json'), JSON.stringify(from.service));
  // What the platform's image runs; a file, because a cluster starts its workers from it again.
  await writeFile(join(folder, 'start.js'), `require('@vtex/api').startApp();\n`);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export interface PanelFile {
  /** One for all who ask: whoever reads slowly holds a reference to it, and no copy. */
  bytes: Buffer;
  modifiedMs: number;
}

export interface PanelFiles {
  /** Null: there is no such file. `name` is below the folder, with slashes. */
  read(name: string): Promise<PanelFile | null>;
}

/** As a build names its files: no part begins with a dot, and none leads out of the folder. */
const NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** The files of the built panel, each read once and again when it was built anew. */
export function createPanelFiles(folder: string): PanelFiles {
  const kept = new Map<string, PanelFile>();

  return {
    async read(name) {
      if (!NAME.test(name)) return null;
      const at = path.join(folder, name);
      const found = await stat(at).catch(() => null);
      if (!found?.isFile()) {
        kept.delete(name);
        return null;
      }
      const before = kept.get(name);
      if (before?.modifiedMs === found.mtimeMs && before.bytes.length === found.size) return before;
      const file = { bytes: await readFile(at), modifiedMs: found.mtimeMs };
      kept.set(name, file);
      return file;
    },
  };
}

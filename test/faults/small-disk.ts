import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of its own, so small that a test can fill it: whoever writes there then gets a real ENOSPC. */
export interface SmallDisk {
  folder: string;
  fill(): void;
  free(): void;
  remove(): void;
}

export interface NoDisk {
  /** Why there is none, as the end of a sentence. */
  missing: string;
}

/** Only root may mount one, and not in every container. */
export function smallDisk(megabytes: number): SmallDisk | NoDisk {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return { missing: 'only root on Linux can mount one' };
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-small-disk-'));
  const mounted = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'holdfast', folder],
    {
      encoding: 'utf8',
    },
  );
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return { missing: `mount says: ${mounted.stderr.trim()}` };
  }
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill: () => fill(filler),
    free: () => rmSync(filler, { force: true }),
    remove() {
      // Lazily: a server that was just killed may hold a file for a moment.
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** To the last byte: with a page left somebody could still write one. */
function fill(file: string): void {
  const open = openSync(file, 'a');
  try {
    for (const size of [1_048_576, 4_096, 1]) {
      const block = Buffer.alloc(size);
      while (writes(open, block));
    }
  } finally {
    closeSync(open);
  }
}

function writes(open: number, block: Buffer): boolean {
  try {
    return writeSync(open, block) === block.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}

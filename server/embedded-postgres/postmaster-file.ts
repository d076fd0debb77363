import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What PostgreSQL writes into `postmaster.pid` of its data folder. */
export interface PostmasterFile {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping` or `standby`, without padding. */
  status: string;
}

export function postmasterFileOf(dataFolder: string): string {
  return path.join(dataFolder, 'postmaster.pid');
}

/** Null when there is none, or when it is not written to the end yet. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | null> {
  const text = await readFile(postmasterFileOf(dataFolder), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid)) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), status: (lines[7] ?? '').trim() };
}

import { chownSync, statSync } from 'node:fs';
import type { PostgresBinaries } from './binaries';
import type { RunAs } from './run-as';

/** A database cluster on the disk, made at the first start and kept. */
export interface Cluster {
  /** Holds `data/`, `password` and `postgres.log`. */
  home: string;
  dataFolder: string;
  logFile: string;
  name: string;
  password: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
  durable: boolean;
}

export const DATABASE_USER = 'holdfast';

/** What root makes inside an ordinary user's folder must stay usable by that user. */
export function giveToHomeOwner(home: string, made: string): void {
  const { uid, gid } = statSync(home);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(made, uid, gid);
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Names a cluster by its data folder; PostgreSQL writes the name into the title of each of its processes. */
export function clusterNameOf(dataFolder: string): string {
  return `holdfast-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`;
}

/**
 * Process ids of everything that still serves that cluster: the server (started with `cluster_name=...`)
 * and its helpers (titled `postgres: <cluster name>: ...`). A process id in a left-over lock file proves
 * nothing: after a container's restart it may be anybody's.
 */
export function processesOf(clusterName: string): number[] {
  if (process.platform === 'win32') return [];
  const titles = process.platform === 'linux' ? titlesFromProc() : titlesFromPs();
  const marks = [`cluster_name=${clusterName}`, `postgres: ${clusterName}: `];
  return titles
    .filter(({ pid, title }) => pid !== process.pid && marks.some((mark) => title.includes(mark)))
    .map(({ pid }) => pid);
}

function titlesFromProc(): { pid: number; title: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), title: titleOf(name) }));
}

function titleOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function titlesFromPs(): { pid: number; title: string }[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), title: line }));
}

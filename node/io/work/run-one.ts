import { say } from '../../core/said/say';
import type { LogEntry } from '../../store/sync-log';
import { type PieceServices, runPiece } from './run-piece';
import type { WaitingWork } from './work';
import type { WorkBell } from './work-bell';
import type { WorkEnd, WorkList } from './work-list';

export interface OneServices {
  list: WorkList;
  bell: WorkBell;
  pieces: PieceServices;
  /** A piece ended in an exception: a bug, or a platform that does not answer. */
  onFailure(error: unknown, kind: string): void;
}

/** How the piece ended; null when somebody else was first. `stopAtMs`: nothing more is begun after it. */
export async function runOne(
  { list, bell, pieces, onFailure }: OneServices,
  waiting: WaitingWork,
  stopAtMs: number,
): Promise<WorkEnd['kind'] | null> {
  const claimed = await list.claim(waiting);
  // Whoever was first does it; asked for anew after this, it is rung for anew.
  bell.served(waiting.path);
  if (claimed === null) return null;
  const { work, failures } = claimed.document;
  let end: WorkEnd;
  try {
    end = await runPiece(pieces, work, stopAtMs);
  } catch (error) {
    onFailure(error, work.kind);
    end = { kind: 'failed', atMs: pieces.now() + failurePauseMs(failures) };
  }
  if (end.kind !== 'done') bell.asked(waiting.path, end.atMs);
  await list.end(claimed, end);
  return end.kind;
}

const LONGEST_FAILURE_PAUSE_MS = 10 * 60_000;

/** Doubling from five seconds: a bug must not keep every event busy. */
function failurePauseMs(failures: number): number {
  return Math.min(LONGEST_FAILURE_PAUSE_MS, 5_000 * 2 ** Math.min(failures, 10));
}

/** For whoever looks in the sync log; the app's own log has the details. */
export function failedPieceEntry(error: unknown, kind: string): LogEntry {
  const name = error instanceof Error ? error.name : 'unknown error';
  const sentence = say('work.piece-failed', { task: kind, error: name });
  return { kind: 'failure', outcome: 'retry', ...sentence, detail: { task: kind } };
}

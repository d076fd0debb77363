import type { BacklogTask } from '../../api/schemas/overview';
import type { Documents } from '../documents/documents';
import { allWork } from './list-work';
import type { WorkCache } from './read-work';
import { freeAtMs, WORK_KINDS, type WorkDocument } from './work';

/** What waits, by kind, for the overview; of each kind no more than `MOST_COUNTED`. */
export async function backlogOf(
  documents: Documents,
  cache: WorkCache,
  nowMs: number,
): Promise<BacklogTask[]> {
  const waiting = (await allWork(documents, cache)).map(({ document }) => document);
  return WORK_KINDS.map((kind) =>
    taskOf(
      kind,
      waiting.filter(({ work }) => work.kind === kind),
      nowMs,
    ),
  ).filter(({ ready, running, later }) => ready + running + later > 0);
}

function taskOf(task: string, documents: readonly WorkDocument[], nowMs: number): BacklogTask {
  const running = documents.filter(({ claim }) => claim !== null && claim.untilMs > nowMs);
  const ready = documents.filter((one) => !running.includes(one) && freeAtMs(one, nowMs) <= nowMs);
  const oldest = Math.min(...ready.map((one) => freeAtMs(one, nowMs)));
  return {
    task,
    ready: ready.length,
    running: running.length,
    later: documents.length - ready.length - running.length,
    failing: documents.filter(({ failures }) => failures > 0).length,
    oldestReadyAt: ready.length === 0 ? null : new Date(oldest).toISOString(),
  };
}

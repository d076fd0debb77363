import { readListenerState, saveProblems, type VtexProblem } from '../../store/listener-state';
import type { SettingStore } from '../../store/store';
import type { VtexFailure } from './vtex-api';

/** Failures that somebody has to know of. The others (not found, locked, busy) are an ordinary day. */
const WORTH_TELLING: ReadonlySet<VtexFailure['kind']> = new Set([
  'unauthorized',
  'forbidden',
  'unavailable',
  'no-answer',
  'unreadable-answer',
  'too-many-active',
]);

/** A problem that goes on is written again only after this long: a store that is down fails every call. */
const REWRITE_AFTER_MS = 60_000;

/** An endpoint that says it does not know something works, and lets us in. */
export function letsIn(status: number): boolean {
  return status < 300 || status === 404;
}

export interface VtexProblemRecorder {
  failed(failure: VtexFailure): Promise<void>;
  /** An endpoint answered; cheap when it had no problem. */
  succeeded(endpoint: string): Promise<void>;
}

/**
 * Keeps the setting `vtex.problems`. Each process remembers what it wrote; two processes may overwrite each
 * other's last seconds, which the next failure or success repairs. `onNew` hears of each problem when it begins,
 * `onOver` of a kind of which nothing is left.
 */
export function createVtexProblemRecorder(
  store: SettingStore,
  now: () => number,
  onNew: (failure: VtexFailure) => void = () => undefined,
  onOver: (kind: string) => void = () => undefined,
): VtexProblemRecorder {
  let known: Map<string, VtexProblem> | null = null;

  async function problems(): Promise<Map<string, VtexProblem>> {
    if (known !== null) return known;
    const read = (await readListenerState(store)).problems;
    known ??= new Map(read.map((problem) => [problem.endpoint, problem]));
    return known;
  }

  function tellOver(left: Map<string, VtexProblem>, { kind }: VtexProblem): void {
    if (![...left.values()].some((one) => one.kind === kind)) onOver(kind);
  }

  return {
    async failed(failure) {
      if (!WORTH_TELLING.has(failure.kind)) return;
      const all = await problems();
      const before = all.get(failure.endpoint);
      const goesOn = before?.kind === failure.kind;
      if (goesOn && now() - before.lastMs < REWRITE_AFTER_MS) return;
      const { endpoint, kind, status, missingResource, message, said } = failure;
      const sinceMs = goesOn ? before.sinceMs : now();
      if (!goesOn) onNew(failure);
      all.set(endpoint, { endpoint, kind, status, missingResource, message, said, sinceMs, lastMs: now() });
      if (before !== undefined && !goesOn) tellOver(all, before);
      await saveProblems(store, [...all.values()]);
    },
    async succeeded(endpoint) {
      const all = await problems();
      const over = all.get(endpoint);
      if (over === undefined) return;
      all.delete(endpoint);
      tellOver(all, over);
      await saveProblems(store, [...all.values()]);
    },
  };
}

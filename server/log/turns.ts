import type { Log } from './create-log';

/** What may become wrong and right again. */
export type Watched = 'database' | 'ERP' | 'feed' | 'hook' | `VTEX (${string})`;

export interface Turns {
  /** `why` is a sentence, without addresses or secrets. */
  wrong(what: Watched, why: string): void;
  right(what: Watched): void;
  isWrong(what: Watched): boolean;
}

/**
 * One line of the process log when something becomes wrong, and one when it is right again, however often it is met
 * in between. Each process tells what it meets itself. `now` in epoch ms.
 */
export function createTurns(log: Pick<Log, 'info' | 'warn'>, now: () => number): Turns {
  const since = new Map<Watched, number>();
  return {
    wrong(what, why) {
      if (since.has(what)) return;
      since.set(what, now());
      log.warn({ what, became: 'wrong' }, `Wrong: ${what}. ${why}`);
    },
    right(what) {
      const sinceMs = since.get(what);
      if (sinceMs === undefined) return;
      since.delete(what);
      const seconds = Math.round((now() - sinceMs) / 1000);
      log.info({ what, became: 'right', seconds }, `Right again: ${what}, after ${seconds} s.`);
    },
    isWrong: (what) => since.has(what),
  };
}

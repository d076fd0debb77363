import type { Time } from './time';

/** Time that moves only when told to: what was scheduled runs in order of its moment, then of its asking. */
export interface ManualTime extends Time {
  /** Moves on by `ms`, running on the way everything that falls due. */
  advance(ms: number): void;
}

export function manualTime(startMs: number): ManualTime {
  let nowMs = startMs;
  let asked = 0;
  let waiting: { dueMs: number; order: number; run: () => void }[] = [];
  const nextDue = (untilMs: number) =>
    waiting
      .filter((entry) => entry.dueMs <= untilMs)
      .sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];
  return {
    now: () => nowMs,
    after(ms, run) {
      const entry = { dueMs: nowMs + ms, order: asked++, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        const current = due;
        waiting = waiting.filter((other) => other !== current);
        nowMs = Math.max(nowMs, current.dueMs);
        current.run();
      }
      nowMs = untilMs;
    },
  };
}

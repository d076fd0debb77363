import { realTime, type Time } from '@holdfast/sandbox/time';

/** The shop's own clock: it begins at `startMs` and runs so many times as fast as ours. */
export function fastTime(startMs: number, speed: number): Time {
  const beganMs = Date.now();
  return {
    now: () => startMs + (Date.now() - beganMs) * speed,
    after: (ms, run) => realTime.after(ms / speed, run),
  };
}

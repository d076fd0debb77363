/** Where the sandbox gets its time from. Real by default; a test or a simulation passes its own. */
export interface Time {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Timers do not keep the process alive: the HTTP servers do. */
export const realTime: Time = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

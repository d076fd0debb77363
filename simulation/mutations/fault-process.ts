import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Outcome, Trial } from './fault-worker';
import type { Mutation } from './mutation';

/** A fault may keep a loop from ever ending. */
const LONGEST_MS = 90_000;

/** A process that tries one thing after another; one that hangs or dies is replaced by the next trial. */
export class FaultProcess {
  private child: ChildProcess | null = null;

  /** What a fault left behind may end the process during a later trial, so a death counts when it happens twice. */
  async attempt(mutation: Mutation | null, trial: Trial): Promise<Outcome> {
    const once = await this.post(mutation, trial);
    return once.died ? this.post(mutation, trial) : once;
  }

  end(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private post(mutation: Mutation | null, trial: Trial): Promise<Outcome & { died: boolean }> {
    this.child ??= fork(path.join(__dirname, 'fault-worker.js'), { stdio: 'ignore' });
    const child = this.child;
    return new Promise((resolve) => {
      const failed = (failing: string, died: boolean) => {
        clearTimeout(timer);
        this.end();
        resolve({ failing, busyMs: LONGEST_MS, loaded: [], died });
      };
      const timer = setTimeout(() => failed('it does not end', false), LONGEST_MS);
      child.once('exit', (code, signal) => failed(`it ends the process (${signal ?? code})`, true));
      child.once('message', (outcome: Outcome) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve({ ...outcome, died: false });
      });
      child.send({ mutation, trial });
    });
  }
}

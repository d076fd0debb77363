import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '@holdfast/sandbox/random';
import { atEnd } from '../flows/at-end';
import type { Environment } from '../flows/environment';
import { type Process, startProcess } from '../flows/process';

/** A process of Holdfast, started again whenever it has ended, as an operator's service manager does. */
export interface KeptHost {
  name: string;
  /** Null: it is ready. */
  whyNotReady(): Promise<string | null>;
  kill(): void;
  /** Asks it to end, as a new version's roll-out does. */
  replace(): void;
  freeze(): void;
  thaw(): void;
  /** Everything that it has printed, in all its lives. */
  printed(): string;
  /** Asks it to end, and does not start it again; the exit code. */
  stop(): Promise<number | null>;
}

export interface KeptHostOptions {
  name: string;
  environment: Environment;
  /** Where it says whether it is ready. */
  port: number;
  random: Random;
  /** It ended though nobody had ended it. */
  onEnded(told: EndedHost): void;
}

export interface EndedHost {
  /** False: it had not said yet that it runs, so it may have been refused by the database. */
  ran: boolean;
  code: number | null;
  lastWords: string;
}

const LONGEST_PAUSE_MS = 2_000;
const STOPS_WITHIN_MS = 60_000;

/** Killed by `endAll`, should it still run. */
export function keepHost({ name, environment, port, random, onEnded }: KeptHostOptions): KeptHost {
  const lives: Process[] = [];
  let isStopping = false;
  /** The one that was told to end, or was killed. */
  let doomed: Process | null = null;
  const start = () => {
    const started = startProcess(environment);
    lives.push(started);
    return started;
  };
  let current = start();
  const keeping = (async () => {
    for (;;) {
      const { code } = await current.ended;
      if (doomed !== current) onEnded(epitaph(current, code));
      if (isStopping) return code;
      await pause(random.int(LONGEST_PAUSE_MS));
      if (isStopping) return code;
      current = start();
    }
  })();
  atEnd(() => {
    isStopping = true;
  });
  const end = (signal: NodeJS.Signals) => {
    doomed = current;
    current.signal(signal);
  };
  return {
    name,
    async whyNotReady() {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, {
        signal: AbortSignal.timeout(5_000),
      }).catch(() => null);
      if (answer?.ok) return null;
      return answer === null ? 'no answer' : await answer.text();
    },
    kill: () => end('SIGKILL'),
    replace: () => end('SIGTERM'),
    freeze: () => current.signal('SIGSTOP'),
    thaw: () => current.signal('SIGCONT'),
    printed: () => lives.map((life, nth) => `life ${nth + 1} of ${name}\n${life.printed()}`).join('\n'),
    async stop() {
      isStopping = true;
      end('SIGTERM');
      const late = pause(STOPS_WITHIN_MS, null, { ref: false });
      return Promise.race([keeping, late]);
    },
  };
}

function epitaph(ended: Process, code: number | null): EndedHost {
  const printed = ended.printed();
  return { ran: printed.includes('Holdfast is running.'), code, lastWords: printed.slice(-1_500) };
}

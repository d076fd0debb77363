import type { ReadConfig } from './read-config';
import type { ConfigProblem, ServerConfig } from './server-config';

export interface FollowOptions {
  /** What the files said at the start. */
  first: ReadConfig['inFiles'];
  read(): ReadConfig;
  /** They say something else, which is right; `names` are the variables that changed. */
  changed(config: ServerConfig, names: string[]): void;
  /** What was right before goes on; told once for each way of being wrong. */
  wrong(problems: ConfigProblem[]): void;
  everyMs?: number;
}

export interface Following {
  stop(): void;
}

const EVERY_MS = 5_000;

/**
 * Reads the files again now and then, so that secrets change without a restart: no signal has to reach the process,
 * which in a container is somebody else's. Two files that belong together are written one after the other: what does
 * not fit is left for the next look, and told when it does not fit then either.
 */
export function followFiles({ first, read, changed, wrong, everyMs = EVERY_MS }: FollowOptions): Following {
  let known = first;
  let wrongBefore = '';
  let isTold = false;

  function look(): void {
    const { parsed, inFiles } = read();
    if (parsed.ok) {
      wrongBefore = '';
      isTold = false;
      const names = Object.keys(inFiles).filter((name) => inFiles[name] !== known[name]);
      known = inFiles;
      if (names.length > 0) changed(parsed.config, names);
      return;
    }
    const now = JSON.stringify(parsed.problems);
    if (now !== wrongBefore) isTold = false;
    else if (!isTold) {
      isTold = true;
      wrong(parsed.problems);
    }
    wrongBefore = now;
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

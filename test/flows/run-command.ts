import { runCli } from '@holdfast/server/cli/run-cli';
import { ADMIN_TOKEN } from './environment';

export interface Printed {
  code: number;
  out: string;
  err: string;
}

/** `holdfast ...` in this process, as a person beside the server at `url` calls it. */
export async function runCommand(
  url: string,
  words: string,
  env: Record<string, string> = {},
): Promise<Printed> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(words.split(' '), {
    env: { HOLDFAST_URL: url, HOLDFAST_ADMIN_TOKEN: ADMIN_TOKEN, ...env },
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    now: Date.now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50))),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

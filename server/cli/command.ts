import type { Command } from 'commander';
import type { Target } from './admin-client';

/** What every command works with; passed in, so that tests can see it. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  out(line: string): void;
  /** Epoch ms. */
  now(): number;
  pause(ms: number): Promise<void>;
  /** How the process is to end, when not with `EXIT.done`. */
  endWith(code: number): void;
}

/** A command adds itself to the program: a file of `commands/` each, and a line in `create-program.ts`. */
export type AddCommand = (program: Command, around: Surroundings) => void;

export interface CommonOptions {
  url?: string;
  json?: boolean;
}

/** The server's own variables say where it is, unless somebody says otherwise. */
export function targetOf({ url }: CommonOptions, env: Surroundings['env']): Target {
  const given = url ?? (env.HOLDFAST_URL || `http://localhost:${env.PORT || 3000}`);
  return { url: given.replace(/\/+$/, ''), token: env.HOLDFAST_ADMIN_TOKEN };
}

export function withCommonOptions(command: Command): Command {
  return command
    .option('--url <address>', 'where the server runs (default: HOLDFAST_URL, or this machine)')
    .option('--json', 'print the answer as JSON');
}

/** One answer in the two ways it can be wanted. */
export function print(around: Surroundings, { json }: CommonOptions, answer: unknown, lines: string[]): void {
  for (const line of json ? [JSON.stringify(answer, null, 2)] : lines) around.out(line);
}

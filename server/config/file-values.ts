import type { ConfigProblem } from './server-config';

type Environment = Readonly<Record<string, string | undefined>>;

/** What may stand in a file, as in `VTEX_HOOK_SECRET=@/run/secrets/hook`. */
const IN_FILES = [
  'HOLDFAST_ADMIN_TOKEN',
  'HOLDFAST_USERS',
  'VTEX_APP_KEY',
  'VTEX_APP_TOKEN',
  'VTEX_HOOK_SECRET',
  'ERP_SECRET',
  'ERP_INBOUND_TOKEN',
  'HOLDFAST_GATEWAY_CALLERS',
] as const;

export interface FileValues {
  env: Environment;
  /** What stood in files, by variable: it may change while the process runs. */
  inFiles: Record<string, string>;
  problems: ConfigProblem[];
}

/** The environment with what its files say in the place of their names. One that cannot be read is a problem. */
export function fileValues(env: Environment, readFile: (path: string) => string): FileValues {
  const read: Record<string, string | undefined> = { ...env };
  const inFiles: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const name of IN_FILES) {
    const path = /^\s*@(.+?)\s*$/.exec(env[name] ?? '')?.[1];
    if (path === undefined) continue;
    try {
      inFiles[name] = '';
      inFiles[name] = readFile(path);
      read[name] = inFiles[name];
    } catch {
      problems.push({ name, wants: 'a file that can be read, since its value begins with @' });
    }
  }
  return { env: read, inFiles, problems };
}

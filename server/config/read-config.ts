import { fileValues } from './file-values';
import { parseConfig } from './parse-config';
import type { ParsedConfig } from './server-config';

export interface ReadConfig {
  parsed: ParsedConfig;
  /** What stood in files, by variable: it may change while the process runs. */
  inFiles: Readonly<Record<string, string>>;
}

/** The configuration by the environment and the files that it names. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ReadConfig {
  const values = fileValues(env, readFile);
  const parsed = parseConfig(values.env);
  if (values.problems.length === 0) return { parsed, inFiles: values.inFiles };
  const unread = new Set(values.problems.map(({ name }) => name));
  const others = parsed.ok ? [] : parsed.problems.filter(({ name }) => !unread.has(name));
  return { parsed: { ok: false, problems: [...values.problems, ...others] }, inFiles: values.inFiles };
}

import { readFileSync } from 'node:fs';

export type ReadFile = (path: string) => string;

export const readTextFile: ReadFile = (path) => readFileSync(path, 'utf8');

/** The text itself, or of the file that `@` names; null when that cannot be read. */
export function textOrFile(value: string, readFile: ReadFile): string | null {
  if (!value.startsWith('@')) return value;
  try {
    return readFile(value.slice(1)).trim();
  } catch {
    return null;
  }
}

import { z } from 'zod';
import { fail } from './failure';

/** Reads an answer of Tryton into our own record; another shape is another version of Tryton. */
export function rowsOf<T>(schema: z.ZodType<T>, what: string, answer: unknown): T[] {
  const parsed = z.array(schema).safeParse(answer);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '?';
  return fail({ kind: 'fault', message: `an unexpected answer about ${what} (at ${at})` });
}

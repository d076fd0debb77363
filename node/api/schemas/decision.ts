import { z } from 'zod';
import { text } from './fields';
import { planState } from './plan';
import { planId } from './query-fields';

/** PostgreSQL keeps no NUL and no half of a character. */
export const note = z
  .string()
  .trim()
  .max(500)
  .refine((text) => !/[\0\p{Cs}]/u.test(text), 'without characters that cannot be kept');

export const approveBody = z.strictObject({ note: note.optional() });
export const dismissBody = z.strictObject({ reason: note.min(1) });

const planIds = z.array(planId).min(1).max(100);
export const approveManyBody = z.strictObject({ planIds, note: note.optional() });
export const dismissManyBody = z.strictObject({ planIds, reason: note.min(1) });

export const decided = z.object({ planId: text, state: planState });

export const decidedMany = z.object({
  results: z.array(
    z.object({
      planId: text,
      done: z.boolean(),
      state: planState.nullable().meta({ description: 'Null when there is no such plan' }),
      error: text.nullable(),
    }),
  ),
});

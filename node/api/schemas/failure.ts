import { z } from 'zod';

/** Every answer that is not a success. */
export const failure = z.object({
  error: z.string().meta({ description: 'What is wrong and what to do, in one sentence' }),
});

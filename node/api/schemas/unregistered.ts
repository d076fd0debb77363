import { z } from 'zod';
import { text } from './fields';

export const unregisterRequest = z.strictObject({
  dryRun: z.boolean().optional().meta({ description: 'Says what would be done, and does nothing' }),
  giveBack: z
    .boolean()
    .optional()
    .meta({ description: 'False: what was there before is forgotten instead of given back' }),
});

const ended = z.object({
  kind: z.enum(['removed', 'given-back', 'none', 'not-ours', 'failed']),
  told: text
    .nullable()
    .meta({ description: 'What is there now, of what was given back or is not ours; why it failed' }),
});

export const unregistered = z.object({ hook: ended, feed: ended });

export type UnregisteredView = z.infer<typeof unregistered>;

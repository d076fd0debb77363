import { z } from 'zod';
import { count, instant, text, time } from './fields';
import { moment } from './query-fields';
import { said } from './said';

export const backfillRequest = z
  .strictObject({
    since: moment.meta({ description: 'Orders that were created, authorised or invoiced since' }),
    open: z.boolean().optional().meta({ description: 'All orders that are still under way, however old' }),
  })
  .meta({ description: 'At least one of both' });

export const backfillProgress = z.object({
  state: z.enum(['never', 'running', 'done', 'stopped']),
  since: instant.nullable(),
  open: z.boolean(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  share: z.number().min(0).max(1).meta({ description: 'Of the time to be looked over, from 0 to 1' }),
  listed: count.meta({ description: 'Orders VTEX listed so far; one may be listed several times' }),
  handedOver: count.meta({
    description: 'Those our record did not know, or knew otherwise: they are looked at',
  }),
  isSilent: z.boolean().meta({ description: 'It should go on, and nobody has done so for ten minutes' }),
  message: text.nullable().meta({ description: 'Why it waits; null: it does not' }),
  said: said.nullable().meta({ description: 'The message in parts, for other languages: see the sync log' }),
});

export type BackfillView = z.infer<typeof backfillProgress>;

import { z } from 'zod';
import { count, text, time } from './fields';
import { said } from './said';

export const sweepProgress = z.object({
  state: z.enum(['idle', 'running']),
  startedAt: time.nullable().meta({ description: 'Of the running sweep, or of the last one; null: never' }),
  orders: count.meta({ description: 'Orders VTEX listed so far; one may be listed by several of its dates' }),
  total: count
    .nullable()
    .meta({ description: 'Null until a sweep got through: how many there are is known only then' }),
  share: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: 'How much of the time to be looked over is done, from 0 to 1' }),
  message: text.nullable(),
  said: said.nullable().meta({ description: 'The message in parts, for other languages: see the sync log' }),
});

export type SweepProgressView = z.infer<typeof sweepProgress>;

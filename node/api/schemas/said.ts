import { z } from 'zod';
import { text } from './fields';

/** A message in parts: whoever knows an id tells it in the reader's language. `message` is the same in English. */
export const said = z.array(
  z.object({ id: text, values: z.record(z.string(), z.union([z.string(), z.number(), z.array(text)])) }),
);

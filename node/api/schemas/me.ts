import { z } from 'zod';
import { ROLES } from '../caller';
import { text } from './fields';

export const me = z.object({
  who: text.meta({ description: 'As the log names them' }),
  role: z.enum(ROLES),
});

import { z } from 'zod';
import { count, mode, text } from './fields';
import { said } from './said';

/** What the server was started with, as far as it is no secret. */
export const settings = z.object({
  account: text,
  mode,
  guardGapMs: count,
  gatherWindowMs: count,
  erpConnector: text.nullable(),
  publicUrl: text.nullable().meta({ description: 'Where VTEX reaches the hook' }),
  sandbox: z.boolean().meta({ description: 'True when the store is the built-in model of one' }),
});

export const listenerAction = z.object({ message: text, said });

export const connectorCheck = z.object({
  connector: text.nullable().meta({ description: 'Null: no ERP is connected' }),
  healthy: z.boolean().nullable(),
  note: text.nullable().meta({ description: 'What is wrong, or what "healthy" rests on' }),
});

export type SettingsView = z.infer<typeof settings>;

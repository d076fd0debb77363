import { z } from 'zod';
import { LOG_KINDS, LOG_OUTCOMES } from '../../store/sync-log';
import { nextCursor, text, time } from './fields';
import { cursor, limit, moment, oneOrMore, orderId, planId, skuId, warehouseId } from './query-fields';
import { said } from './said';

export const logKind = z.enum(LOG_KINDS);

export const logOutcome = z.enum(LOG_OUTCOMES);

export const logEntry = z.object({
  id: text,
  at: time,
  kind: logKind,
  outcome: logOutcome,
  message: text,
  said: said.nullable().meta({
    description:
      'The message in parts, each a sentence with an id and its values; null: a notification, or a row of an older version',
  }),
  orderId: text.nullable(),
  skuId: text.nullable(),
  warehouseId: text.nullable(),
  planId: text.nullable(),
  deliveryId: text.nullable(),
  durationMs: z.int().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
});

export const logPage = z.object({ entries: z.array(logEntry), nextCursor });

export const logFilter = z.strictObject({
  kind: oneOrMore(logKind),
  outcome: oneOrMore(logOutcome),
  orderId: orderId.optional(),
  skuId: skuId.optional(),
  warehouseId: warehouseId.optional(),
  planId: planId.optional(),
  from: moment,
  to: moment,
});

export const logQuery = z.strictObject({ ...logFilter.shape, cursor, limit });

export type LogEntryView = z.infer<typeof logEntry>;
export type LogPage = z.infer<typeof logPage>;
export type LogQuery = z.infer<typeof logQuery>;

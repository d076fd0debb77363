import { z } from 'zod';
import { nextCursor, text, time } from './fields';
import { cursor, id, limit, moment, oneOrMore } from './query-fields';

export const logKind = z.enum([
  'notification',
  'order',
  'reservation',
  'plan',
  'update',
  'delivery',
  'listener',
  'admin',
  'failure',
]);

export const logOutcome = z.enum(['ok', 'nothing', 'hold', 'attention', 'retry', 'parked', 'failed']);

export const logEntry = z.object({
  id: text,
  at: time,
  kind: logKind,
  outcome: logOutcome,
  message: text,
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
  orderId: id.optional(),
  skuId: id.optional(),
  warehouseId: id.optional(),
  planId: id.optional(),
  from: moment,
  to: moment,
});

export const logQuery = z.strictObject({ ...logFilter.shape, cursor, limit });

export type LogEntryView = z.infer<typeof logEntry>;
export type LogPage = z.infer<typeof logPage>;
export type LogQuery = z.infer<typeof logQuery>;

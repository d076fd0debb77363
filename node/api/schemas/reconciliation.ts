import { z } from 'zod';
import { note } from './decision';
import { count, instant, reservationStatus, text, time, units } from './fields';
import { id, skuId, warehouseId } from './query-fields';

const account = z
  .object({ expected: units, actual: units })
  .nullable()
  .meta({ description: 'In units; null where there was nothing to compare with' });

const accounts = z.object({ reserved: account, total: account, 'on-hand': account, booked: account });

export const differenceClass = z.enum([
  'late',
  'lost-reservation',
  'foreign-update',
  'erp-only-movement',
  'unknown',
]);

const repair = z.object({
  kind: z.enum(['approved', 'asked', 'refused']),
  planId: text.nullable().meta({ description: 'The recommendation that carries it' }),
  message: text,
});

const line = z.object({
  skuId: text,
  warehouseId: text,
  comparedAt: time,
  notCompared: text.nullable().meta({ description: 'Why it was not compared' }),
  accounts,
  byStatus: z.partialRecord(reservationStatus, units).meta({ description: 'Units of our own record' }),
  differences: z.array(
    z.object({
      account: z.enum(['reserved', 'total', 'on-hand', 'booked']),
      class: differenceClass,
      units: units.meta({ description: 'Actual less expected' }),
      lockIds: z.array(text),
      orderIds: z.array(text),
      message: text,
    }),
  ),
  count: z
    .object({ onHand: units, countedAt: instant })
    .nullable()
    .meta({ description: 'What a repair of the on-hand difference would set' }),
  repair: repair.nullable(),
});

const summary = {
  reconciliationId: text,
  trigger: z.enum(['schedule', 'person']),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: time,
  endedAt: time.nullable(),
  message: text,
  compared: count.meta({ description: 'Positions' }),
  notCompared: count,
  isComplete: z.boolean().meta({ description: 'False: the next run goes on with the other positions' }),
  erp: text.nullable().meta({ description: 'The connector that was read' }),
  erpMessage: text.nullable(),
  accounts: accounts.meta({ description: 'Sums over all positions compared' }),
  differences: z.record(differenceClass, count),
  unexplained: count,
};

export const reconciliationSummary = z.object(summary);

export const reconciliation = z.object({
  ...summary,
  lines: z.array(line).meta({ description: 'Positions where something differs, at most 1,000' }),
});

export const reconciliationList = z.object({ reconciliations: z.array(reconciliationSummary) });

export const reconciliationQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'The newest so many' }),
});

export const reconciliationParams = z.strictObject({ reconciliationId: id });

export const repairBody = z.strictObject({
  positions: z
    .array(z.strictObject({ skuId, warehouseId }))
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: 'Left out: every position of the report' }),
  note: note.optional(),
});

export const repaired = z.object({
  repairs: z.array(repair.extend({ skuId: text, warehouseId: text })),
});

export type ReconciliationSummaryView = z.infer<typeof reconciliationSummary>;
export type ReconciliationView = z.infer<typeof reconciliation>;

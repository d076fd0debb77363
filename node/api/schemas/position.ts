import { z } from 'zod';
import { nextCursor, text } from './fields';
import { countedStock, plan, planKind, planState } from './plan';
import { cursor, limit, skuId, warehouseId } from './query-fields';
import { byStatus, reservation } from './reservation';

export const positionSummary = z.object({
  skuId: text,
  warehouseId: text,
  reservations: byStatus.meta({ description: 'Reservations that are not over, by status' }),
  plan: z
    .object({
      planId: text,
      state: planState,
      kind: planKind,
      message: text.nullable(),
      countReference: text.nullable().meta({ description: 'The stock count that it takes over' }),
    })
    .nullable()
    .meta({ description: 'The newest plan that is not superseded' }),
});

export const positionPage = z.object({ positions: z.array(positionSummary), nextCursor });

export const positionQuery = z.strictObject({ skuId: skuId.optional(), cursor, limit });

export const positionParams = z.strictObject({ skuId, warehouseId });

export const positionDetail = z.object({
  skuId: text,
  warehouseId: text,
  currentPlan: plan.nullable(),
  byStatus,
  reservations: z
    .array(reservation)
    .meta({ description: 'Those that are not over, at most 500, oldest acknowledgement first' }),
  history: z.array(plan).meta({ description: 'The newest 50 plans, newest first' }),
  counts: z.array(countedStock).meta({ description: 'The newest 20 counts from the ERP' }),
});

export type PositionPage = z.infer<typeof positionPage>;
export type PositionQuery = z.infer<typeof positionQuery>;
export type PositionDetail = z.infer<typeof positionDetail>;

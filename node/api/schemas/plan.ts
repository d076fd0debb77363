import { z } from 'zod';
import { PLAN_STATES } from '../../core/plan/plan-state';
import { PLAN_TRIGGERS } from '../../core/plan/trigger';
import { instant, nextCursor, text, time, units } from './fields';
import { evidence, inventoryUpdate } from './gate';
import { cursor, limit, oneOrMore, planId, skuId, warehouseId } from './query-fields';

export const planState = z.enum(PLAN_STATES);

export const planKind = z.enum(['remove', 'hold', 'attention', 'nothing']);

const lostReservation = z.object({ lockId: text, orderId: text.nullable(), quantity: units });

const planResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proven'),
    totalQuantity: units,
    reservedQuantity: units,
    removedQuantity: units,
  }),
  z.object({ kind: z.literal('not-applied'), message: text }),
  z.object({ kind: z.literal('not-released'), message: text, lockIds: z.array(text) }),
  z.object({
    kind: z.literal('lost'),
    message: text,
    lost: z.array(lostReservation),
    repairedTotal: units.nullable(),
  }),
  z.object({ kind: z.literal('unclear'), message: text }),
]);

export const plan = z.object({
  planId: text,
  skuId: text,
  warehouseId: text,
  trigger: z.enum(PLAN_TRIGGERS),
  state: planState,
  kind: planKind,
  createdAt: time,
  updatedAt: time,
  evidence,
  intent: z
    .object({
      update: inventoryUpdate,
      totalBefore: units,
      mustKeep: z.array(lostReservation),
      dependsOnWatermark: z.boolean(),
      attempts: z.int(),
    })
    .nullable()
    .meta({ description: 'What was about to be sent, written before the call' }),
  result: planResult.nullable().meta({ description: 'What the read-back found' }),
  decidedBy: text.nullable(),
  decisionNote: text.nullable(),
  countReference: text.nullable(),
});

export const planPage = z.object({ recommendations: z.array(plan), nextCursor });

export const planQuery = z.strictObject({
  state: oneOrMore(planState).meta({ description: 'Default: what waits for somebody' }),
  kind: oneOrMore(planKind),
  skuId: skuId.optional(),
  warehouseId: warehouseId.optional(),
  cursor,
  limit,
});

export const planParams = z.strictObject({ planId });

/** Default of `state`: what waits for somebody, or is on its way. */
export const WAITING_STATES = ['proposed', 'approved', 'executing', 'failed'] as const;

export const countedStock = z.object({
  reference: text,
  onHand: units,
  countedAt: instant,
  planId: text,
  receivedAt: time,
});

export type PlanView = z.infer<typeof plan>;
export type PlanPage = z.infer<typeof planPage>;
export type PlanQuery = z.infer<typeof planQuery>;

import { z } from 'zod';
import { DELIVERY_STATES, DELIVERY_TYPES } from '../../store/delivery';
import { count, instant, nextCursor, text, time } from './fields';
import { cursor, idOfAtMost, limit, moment, oneOrMore, orderId, skuId, warehouseId } from './query-fields';

export const deliveryState = z.enum(DELIVERY_STATES);

export const delivery = z.object({
  id: text.meta({ description: "The event's `id` and `webhook-id`" }),
  stream: text.meta({ description: 'What is kept in order' }),
  sequence: count,
  type: z.enum(DELIVERY_TYPES),
  state: deliveryState,
  attempts: count,
  orderId: text.nullable(),
  skuId: text.nullable(),
  warehouseId: text.nullable(),
  planId: text.nullable(),
  occurredAt: instant,
  createdAt: time,
  nextAttemptAt: time.nullable().meta({ description: 'Null unless it is pending' }),
  acceptedAt: time.nullable(),
  lastError: text.nullable(),
});

export const deliveryPage = z.object({ deliveries: z.array(delivery), nextCursor });

export const deliveryQuery = z.strictObject({
  state: oneOrMore(deliveryState),
  stream: idOfAtMost(500).optional(),
  orderId: orderId.optional(),
  cursor,
  limit,
});

export const retried = z.object({ stream: text });
export const retriedMany = z.object({ retried: count });

export const replayed = z.object({
  id: text.meta({ description: 'Of the message as it is sent again' }),
  stream: text,
});

export const replayRequest = z
  .strictObject({
    type: z.array(z.enum(DELIVERY_TYPES)).min(1).optional(),
    orderId: orderId.optional(),
    skuId: skuId.optional(),
    warehouseId: warehouseId.optional(),
    since: moment.meta({ description: 'Those that the ERP took at or after this moment' }),
    until: moment.meta({ description: 'Those that the ERP took before this moment' }),
    cursor: z
      .string()
      .regex(/^(\d{1,18}|(orders|positions)\/\P{Cc}{0,1400})$/u, "another page's nextCursor")
      .optional(),
  })
  .meta({ description: 'At least one of them beside `cursor`' });

export const replayedPage = z.object({
  replayed: count,
  leftOut: count.meta({ description: 'Recommendations that newer ones have overtaken' }),
  nextCursor,
});

export type DeliveryView = z.infer<typeof delivery>;
export type DeliveryPage = z.infer<typeof deliveryPage>;
export type ReplayRequest = z.infer<typeof replayRequest>;
export type DeliveryQuery = z.infer<typeof deliveryQuery>;

import { z } from 'zod';
import { count, instant, reservationStatus, text, time, units } from './fields';

export const reservation = z.object({
  orderId: text,
  lockId: text,
  skuId: text,
  warehouseId: text,
  quantity: units.meta({ description: 'What VTEX reserves' }),
  heldAs: z.enum(['lock', 'none', 'parts']).meta({
    description: 'Reserved under its LockId; not reserved at all; or, for a kit, under the SKUs of its parts',
  }),
  partOf: text.nullable().meta({ description: 'The SKU of the kit that it is a part of' }),
  leftQuantity: units
    .nullable()
    .meta({ description: 'Units that left, counted from the order, once invoiced' }),
  status: reservationStatus,
  version: count,
  isTold: z.boolean().meta({ description: 'The ERP hears of it' }),
  expiresAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  invoicedAt: instant.nullable(),
  deductedQuantity: units.meta({ description: "Units already taken out of VTEX's total for it" }),
  lostAt: instant.nullable(),
  planId: text.nullable().meta({ description: 'The plan that released or repaired it' }),
});

export const reservationChange = z.object({
  lockId: text,
  skuId: text,
  warehouseId: text,
  version: count,
  quantity: units,
  status: reservationStatus,
  previousStatus: reservationStatus.nullable(),
  expiresAt: instant.nullable(),
  occurredAt: instant,
  recordedAt: time,
});

export const byStatus = z
  .partialRecord(reservationStatus, count)
  .meta({ description: 'Reservations of each status' });

export type ReservationChangeView = z.infer<typeof reservationChange>;
export type ByStatus = z.infer<typeof byStatus>;

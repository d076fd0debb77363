import { z } from 'zod';
import { delivery } from './delivery';
import { count, instant, nextCursor, text, time, units } from './fields';
import { logEntry } from './log';
import { cursor, idOfAtMost, limit, oneOrMore, orderId } from './query-fields';
import { byStatus, reservation, reservationChange } from './reservation';

export const orderSummary = z.object({
  orderId: text,
  status: text.nullable().meta({ description: "VTEX's word for it" }),
  isOver: z.boolean().meta({ description: 'No reservation of it can change any more' }),
  readAt: time,
  reservations: byStatus,
});

export const orderPage = z.object({ orders: z.array(orderSummary), nextCursor });

export const orderQuery = z.strictObject({
  status: oneOrMore(idOfAtMost(60)),
  isOver: z.enum(['true', 'false']).optional(),
  cursor,
  limit,
});

const orderLine = z.object({
  index: count,
  skuId: text,
  seller: text,
  quantity: units,
  lockId: text.nullable(),
  allocations: z.array(z.object({ warehouseId: text, quantity: units })),
});

const invoice = z.object({
  type: z.enum(['Output', 'Input']),
  invoiceNumber: text.nullable(),
  issuedAt: instant.nullable(),
  items: z.array(z.object({ lineIndex: count.nullable(), quantity: units })),
});

/** The last reading of the order: no name, address, document, payment or price. */
const orderReading = z.object({
  origin: text,
  status: text.nullable(),
  isCompleted: z.boolean(),
  createdAt: instant.nullable(),
  changedAt: instant.nullable(),
  invoicedAt: instant.nullable(),
  sellerOrderId: text.nullable(),
  hasCancellationData: z.boolean(),
  lines: z.array(orderLine),
  changes: z
    .array(z.object({ skuId: text, added: units, removed: units }))
    .meta({ description: 'Units put on the order or taken off since it was placed' }),
  invoices: z.array(invoice),
});

export const orderDetail = z.object({
  orderId: text,
  isOver: z.boolean(),
  readAt: time,
  reading: orderReading,
  reservations: z.array(reservation),
  changes: z.array(reservationChange).meta({ description: 'In the order they were recorded' }),
  deliveries: z.array(delivery).meta({ description: 'Oldest first' }),
  log: z.array(logEntry).meta({ description: 'The newest 200 lines, newest first' }),
});

export const orderParams = z.strictObject({ orderId });

export type OrderPage = z.infer<typeof orderPage>;
export type OrderQuery = z.infer<typeof orderQuery>;
export type OrderDetail = z.infer<typeof orderDetail>;

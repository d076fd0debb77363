import { z } from 'zod';

/**
 * What Holdfast's contract lets it send. Strict on purpose: an unexpected field is accepted, as an ERP would,
 * but it is noted as a violation, because a shopper's data has no business here.
 */
const text = z.string().min(1);
const count = z.number().int();
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/);
const status = z.enum([
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
]);

export const reservationChanged = z.strictObject({
  account: text,
  orderId: text,
  lockId: text,
  skuId: text,
  warehouseId: text,
  quantity: count,
  status,
  previousStatus: status.nullable(),
  version: count.positive(),
  expiresAt: moment.nullable(),
  occurredAt: moment,
});

export const removalRecommended = z.strictObject({
  account: text,
  skuId: text,
  warehouseId: text,
  planId: text,
  totalQuantity: count,
  newQuantity: count,
  dateUtcOnBalanceSystem: moment,
  releases: z.array(z.unknown()),
  holds: z.array(z.unknown()),
  reason: z.string().nullable(),
  occurredAt: moment,
});

export const stockReconciled = z.strictObject({
  account: text,
  skuId: text,
  warehouseId: text,
  totalQuantity: count,
  reservedQuantity: count,
  availableQuantity: count,
  byStatus: z.record(z.string(), count),
  removedQuantity: count,
  orders: z.array(z.unknown()),
  planId: text.nullable(),
  occurredAt: moment,
});

export const EVENT_TYPES = {
  'holdfast.reservation.changed': reservationChanged,
  'holdfast.removal.recommended': removalRecommended,
  'holdfast.stock.reconciled': stockReconciled,
} as const;
export type EventType = keyof typeof EVENT_TYPES;

export const isKnownType = (type: string): type is EventType => Object.hasOwn(EVENT_TYPES, type);

export type ReservationChanged = z.infer<typeof reservationChanged>;
export type StockReconciled = z.infer<typeof stockReconciled>;

/** Field names that give personal data away wherever they stand. */
const PERSONAL =
  /(client|customer|shopper|receiver|recipient|email|phone|document|address|street|postal|first_?name|last_?name|card|payment|birth)/i;

/** Paths of fields that look personal, at any depth. */
export function personalFields(value: unknown, path = 'data'): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(PERSONAL.test(name) ? [`${path}.${name}`] : []),
    ...personalFields(inner, `${path}.${name}`),
  ]);
}

import { z } from 'zod';
import { asLockId, asOrderId, asPlanId, asSkuId, asWarehouseId } from '../../core/id';
import { RESERVATION_STATUSES } from '../../core/reservation/reservation';
import type { DeliveryType } from '../../store/delivery';

const id = z.string().max(200);
const lockId = id.transform(asLockId);
const orderId = id.transform(asOrderId);
const skuId = id.transform(asSkuId);
const warehouseId = id.transform(asWarehouseId);
const planId = id.transform(asPlanId);
const instant = z.string().max(40);
const units = z.int();
const status = z.enum(RESERVATION_STATUSES);

/** A reservation that an update lets go. */
const release = z.strictObject({
  lockId,
  orderId: orderId.nullable(),
  quantity: units,
  leftQuantity: units.optional(),
  deductedQuantity: units.optional(),
  acknowledgedAt: instant.optional(),
  because: z.enum(['invoiced', 'canceled']).optional(),
  invoicedAt: instant.nullable().optional(),
});

/** An acknowledged reservation that an update keeps. */
const kept = z.strictObject({
  lockId,
  orderId: orderId.nullable(),
  quantity: units,
  acknowledgedAt: instant.optional(),
  because: z.enum(['open', 'unreadable', 'waiting']).optional(),
  orderStatus: id.nullable().optional(),
});

/**
 * The contract with the ERP, field by field. Strict: what is not named here never leaves, so a field that
 * slips into a record (a customer's name, say) stops the message instead of travelling with it.
 */
export const EVENT_DATA = {
  'holdfast.reservation.changed': z.strictObject({
    account: id,
    orderId,
    lockId,
    skuId,
    warehouseId,
    quantity: units,
    status,
    previousStatus: status.nullable(),
    version: z.int().min(1),
    expiresAt: instant.nullable(),
    occurredAt: instant,
  }),
  'holdfast.removal.recommended': z.strictObject({
    account: id,
    skuId,
    warehouseId,
    planId,
    totalQuantity: units,
    newQuantity: units.nullable(),
    dateUtcOnBalanceSystem: instant.nullable(),
    releases: z.array(release),
    holds: z.array(kept),
    reason: z.string().max(1000),
    occurredAt: instant,
  }),
  'holdfast.stock.reconciled': z.strictObject({
    account: id,
    skuId,
    warehouseId,
    totalQuantity: units,
    reservedQuantity: units,
    availableQuantity: units,
    byStatus: z.partialRecord(z.enum([...status.options, 'other']), units),
    removedQuantity: units,
    orders: z.array(
      z.union([
        id,
        z.strictObject({
          orderId: orderId.nullable(),
          lockId: lockId.optional(),
          quantity: units.optional(),
        }),
      ]),
    ),
    planId,
    occurredAt: instant,
  }),
} satisfies Record<DeliveryType, z.ZodType>;

/** What is wrong with a message's `data`, naming fields but never their values; null when it may leave. */
export function whyDataMayNotLeave(type: DeliveryType, data: unknown): string | null {
  const parsed = EVENT_DATA[type].safeParse(data);
  if (parsed.success) return null;
  return parsed.error.issues.map(describeIssue).join('; ');
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const at = issue.path.join('.') || 'data';
  if (issue.code === 'unrecognized_keys')
    return `${at} has fields outside the contract: ${issue.keys.join(', ')}`;
  return `${at} is not as the contract says (${issue.code})`;
}

import { asLockId, asOrderId, asSkuId, asWarehouseId, type OrderId } from '../../../core/id';
import type { ReservationKey } from '../../../core/reservation/reservation';

/**
 * The reference of the shipment that stands for one reservation: what it is found by, and what a person in Tryton
 * searches for. Order and lock come first to be read; ids may hold any character.
 */
export function referenceOf(about: ReservationKey & { account: string; orderId: OrderId }): string {
  const { account, orderId, lockId, skuId, warehouseId } = about;
  return [account, orderId, lockId, skuId, warehouseId].map(encodeURIComponent).join('/');
}

/** Null for a reference that is not ours. */
export function readReference(
  reference: string,
): (ReservationKey & { account: string; orderId: OrderId }) | null {
  const parts = reference.split('/').map(decodedOrNull);
  const [account, orderId, lockId, skuId, warehouseId] = parts;
  if (parts.length !== 5 || !account || !orderId || !lockId || !skuId || !warehouseId) return null;
  return {
    account,
    orderId: asOrderId(orderId),
    lockId: asLockId(lockId),
    skuId: asSkuId(skuId),
    warehouseId: asWarehouseId(warehouseId),
  };
}

function decodedOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

import type { LockId, OrderId, PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';

/** A literal as whichever id a test needs it for. The product has no such thing: there an id is of one kind. */
export function anId(text: string) {
  return text as SkuId & WarehouseId & LockId & OrderId & PlanId;
}

import type { OrderReading } from '../api/types/order';
import type { Teller } from './teller';
import { unitsIn } from './teller';

/** What was put on an order and taken off since it was placed, each in a few words. */
export function orderChanges(teller: Teller, changes: OrderReading['changes']): string[] {
  const tell = (key: string, skuId: string, count: number) =>
    count > 0 ? [teller.t(key, { units: unitsIn(teller, count), count, skuId })] : [];
  return changes.flatMap(({ skuId, added, removed }) => [
    ...tell('admin/holdfast.order.added', skuId, added),
    ...tell('admin/holdfast.order.taken-off', skuId, removed),
  ]);
}

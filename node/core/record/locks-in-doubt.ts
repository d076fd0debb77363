import type { LockId } from '../id';
import type { Order } from '../order/order';
import { type Position, positionKey } from '../position';
import { placesOf, unplacedLines } from './places';

/**
 * Locks of an order that VTEX is asked about itself before the reading is recorded, for the order alone does not say
 * where they hold what:
 *
 * - a line whose `deliveryIds` are empty, unless its lock was read before;
 * - a part of a kit whose number in a kit is not told;
 * - an order that was changed: VTEX's documents disagree on whether a reservation follows ("Order modifications").
 *
 * Usually none: one call each.
 */
export function locksInDoubt(order: Order, known: Order | null): LockId[] {
  const read = new Set(order.memory.held.map(({ lockId }) => lockId));
  const places = placesOf(order);
  const unplaced = unplacedLines(order, places).flatMap(({ lockId }) => lockId ?? []);
  const uncounted = places.filter(({ sources }) => sources.some(({ part }) => part?.quantityPerKit === null));
  const open = [...unplaced, ...uncounted.map(({ lockId }) => lockId)].filter((lockId) => !read.has(lockId));
  const changed = wasChanged(order, known) ? order.lines.flatMap(({ lockId }) => lockId ?? []) : [];
  return [...new Set([...open, ...changed])];
}

/** Against the reading before it; at the first one, by what the order says of itself. */
function wasChanged(order: Order, known: Order | null): boolean {
  if (known === null) return order.changes.length > 0;
  return shares(order) !== shares(known) && known.lines.length > 0;
}

function shares({ lines, changes }: Order): string {
  const taken = lines
    .filter(({ lockId, allocations }) => lockId !== null && allocations.length > 0)
    .flatMap(({ skuId, allocations }) =>
      allocations.map(({ warehouseId, quantity }): [Position, number] => [{ skuId, warehouseId }, quantity]),
    )
    .map(([position, quantity]) => `${positionKey(position)} ${quantity}`);
  const listed = changes.map(
    ({ skuId, added, removed }) => `${encodeURIComponent(skuId)} +${added} -${removed}`,
  );
  return [...taken.sort(), ...listed.sort()].join(', ');
}

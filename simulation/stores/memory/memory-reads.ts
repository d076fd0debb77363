import type { LockId } from '@holdfast/node/core/id';
import { currentOf } from '@holdfast/node/core/plan/plan-state';
import { type Position, samePosition } from '@holdfast/node/core/position';
import { stillMatters } from '@holdfast/node/core/record/settled';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import type { Plan } from '@holdfast/node/store/plan';
import { copy, isAt, type MemoryTables } from './memory-tables';

export function currentPlan(tables: MemoryTables, position: Position): Plan | null {
  const here = [...tables.plans.values()].filter((plan) => samePosition(plan.position, position));
  return currentOf(here, ({ state }) => state);
}

/** Reservations of the position that are not over, and those of `lockIds` whether they are or not. */
export function knownAtPosition(
  tables: MemoryTables,
  position: Position,
  lockIds: readonly LockId[],
): KnownReservation[] {
  return copy(
    [...tables.reservations.values()]
      .map((stored) => stored.known)
      .filter(isAt(position))
      .filter((reservation) => stillMatters(reservation) || lockIds.includes(reservation.lockId)),
  );
}

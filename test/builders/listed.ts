import type { ListedReservation } from '@holdfast/node/core/gate/reading';
import { anId } from './an-id';

/** A row of VTEX's list: one unit that is confirmed, and not in handling. */
export function aListed(over: Partial<ListedReservation> = {}): ListedReservation {
  return {
    lockId: anId('a'),
    quantity: 1,
    state: 'confirmed',
    acknowledgedAt: null,
    reservedAt: null,
    confirmBy: null,
    ...over,
  };
}

import { unitsOf } from '../gate/sentence-parts';
import type { Difference, Entry, PositionBooks } from './books';

/**
 * VTEX changes a total only when it is updated, so between two comparisons only our own proven updates may have
 * changed it. At the first comparison of a position whatever stands there is the opening.
 */
export function totalAccount({ store, opening, isUpdating }: PositionBooks): Entry {
  const actual = store.totalQuantity;
  const expected = opening?.totalQuantity ?? actual;
  const units = actual - expected;
  if (units === 0) return { account: { expected, actual }, differences: [] };
  const moved = `VTEX's total is ${actual} and was ${expected} after our last look`;
  const difference: Difference = {
    account: 'total',
    class: isUpdating ? 'late' : 'foreign-update',
    units,
    lockIds: [],
    orderIds: [],
    message: isUpdating
      ? `${moved}: an update of ours has not been read back yet.`
      : `${moved}: somebody else's update ${units > 0 ? 'added' : 'took out'} ${unitsOf(Math.abs(units))}.`,
  };
  return { account: { expected, actual }, differences: [difference] };
}

import { sumOfQuantities } from './active';
import { deductedBefore } from './deductions';
import type { SetAside } from './stock-count';
import type { View } from './view';

export type Claimed = Pick<SetAside, 'lockId' | 'orderId' | 'quantity'>;

/**
 * Units that open orders claim, that VTEX does not reserve and its total does not lack, and that have not left: VTEX sells
 * them a second time. Those of a lost reservation are a person's already.
 */
export function notReserved({
  judged,
  deductions,
  input,
}: Pick<View, 'judged' | 'deductions' | 'input'>): Claimed[] {
  const beyond = judged.flatMap(({ lockId, quantity, facts }): Claimed[] => {
    if (facts.kind !== 'open' || facts.claimQuantity === undefined) return [];
    const lacks = deductedBefore(deductions, lockId);
    return [{ lockId, orderId: facts.orderId, quantity: facts.claimQuantity - quantity - lacks }];
  });
  const nowhere = (input.unheld ?? [])
    .filter(({ isLost }) => !isLost)
    .map(({ lockId, orderId, claimQuantity, partsLeft }): Claimed => {
      const gone = Math.max(deductedBefore(deductions, lockId), sumOfQuantities(partsLeft));
      return { lockId, orderId, quantity: claimQuantity - gone };
    });
  return [...beyond, ...nowhere].filter(({ quantity }) => quantity > 0);
}

import { type Claim, lacksOf, momentOf } from '@holdfast/node/core/gateway/claim';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import { type ClaimServices, takeClaim } from '@holdfast/node/counts/take-claim';
import type { Caller } from './caller';
import type { StockWrite } from './read-write';

export interface GuardServices extends ClaimServices {
  /** A date further back is not believed. */
  countMaxAgeDays: number;
}

/** Takes a write for a claim; it is durable when this resolves. */
export async function guardWrite(
  services: GuardServices,
  caller: Caller,
  position: Position,
  write: StockWrite,
): Promise<void> {
  await takeClaim(services, {
    position,
    isDated: write.isDated,
    ...asClaimed(services, caller, write),
  });
}

/** What the write claims, by whose number it is. */
export function asClaimed(
  { now, countMaxAgeDays }: Pick<GuardServices, 'now' | 'countMaxAgeDays'>,
  caller: Caller,
  { quantity, datedAt, leadTime, unlimited }: StockWrite,
): { claim: Claim; countedAt: ReturnType<typeof momentOf>['countedAt']; isDateBelieved: boolean } {
  const receivedAt = instantOfMs(now());
  const { lagMinutes } = caller;
  const claim = {
    caller: caller.name,
    receivedAt,
    quantity,
    lacks: lacksOf(caller),
    lagMinutes,
    leadTime,
    unlimited,
  };
  return { claim, ...momentOf({ receivedAt, datedAt, lagMinutes, oldestDays: countMaxAgeDays }) };
}

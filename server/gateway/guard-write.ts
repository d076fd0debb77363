import { claimOf } from '@holdfast/node/core/gateway/claim';
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
  const received = { receivedAt: instantOfMs(services.now()), oldestDays: services.countMaxAgeDays };
  await takeClaim(services, { position, isDated: write.isDated, ...claimOf(caller, write, received) });
}

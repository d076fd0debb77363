import { instantOfMs } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import { receiveCount } from '@holdfast/node/counts/receive-count';
import { between, chanceOf } from '../chance';
import type { Host } from '../host/host';
import type { VirtualTime } from '../time/virtual-time';

/** A shelf was counted just now: the ERP tells Holdfast of it a little later, and until it is answered. */
export type ShelfCounted = (position: Position, onHand: number) => void;

export function countShelves({
  seed,
  host,
  time,
}: {
  seed: number;
  host: Host;
  time: VirtualTime;
}): ShelfCounted {
  return ({ skuId, warehouseId }, onHand) => {
    const countedAt = instantOfMs(time.now());
    const body = { onHand, countedAt, reference: `${countedAt}/${warehouseId}` };
    const send = async () => {
      const isAnswered = await host.ask('count', (services) =>
        receiveCount({ ...services, countMaxAgeDays: 7 }, { skuId, warehouseId }, body),
      );
      if (!isAnswered) time.after(30_000, send);
    };
    time.after(between(chanceOf(seed, `count/${countedAt}`), 500, 90_000), send);
  };
}

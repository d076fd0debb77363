import { approvePlan } from '@holdfast/node/removal/approve-plan';
import type { Store } from '@holdfast/node/store/store';
import { between, chanceOf } from '../chance';
import type { Host } from '../host/host';
import { productPosition } from '../product-position';
import type { VirtualTime } from '../time/virtual-time';
import type { ShelfCounted } from './count-shelves';
import type { Truth } from './truth';

export interface PeopleOf {
  seed: number;
  host: Host;
  store: Store;
  truth: Truth;
  time: VirtualTime;
  isRough(): boolean;
  trace(text: string): void;
  counted: ShelfCounted;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Somebody looks now and then, and says yes to what is proposed. */
export function employPeople({ seed, time, ...of }: PeopleOf): void {
  const chance = chanceOf(seed, 'people');
  const look = async () => {
    for (const position of of.truth.positions()) {
      const { skuId, warehouseId } = position;
      const plan = await of.store.currentPlan(productPosition(position));
      if (plan?.state !== 'proposed' || (of.isRough() && chance.chance(0.3))) continue;
      const { kind } = await approvePlan(of.host.calm, plan.planId, { who: 'ana', note: null });
      // Nothing to approve: she has the shelf counted.
      if (kind === 'nothing-to-run') of.counted(productPosition(position), position.physical);
      const asked = plan.gate.attentions.map(({ reason }) => reason).join(' ');
      of.trace(
        `ana says yes to ${plan.planId} of ${skuId} in ${warehouseId}: ${plan.gate.kind} ${asked} (${kind})`,
      );
    }
  };
  const again = () => {
    void look();
    time.after(between(chance, 20, 60) * MINUTE, again);
  };
  time.after(HOUR, again);
}

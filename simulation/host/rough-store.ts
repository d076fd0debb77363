import { type Position, positionKey } from '@holdfast/node/core/position';
import type { Store } from '@holdfast/node/store/store';
import type { Life } from './life';
import type { Locks } from './locks';
import type { Peril } from './peril';

/** The steps that a database may fail in: everything that the store does but its locks. */
type Step = Exclude<keyof Store, 'account' | 'lockPosition' | 'lockAccountUpdates'>;

const STEPS: Record<Step, true> = {
  setting: true,
  setSetting: true,
  keepSetting: true,
  appendLog: true,
  knownOrder: true,
  knownOrdersByLock: true,
  changeOrder: true,
  ordersToLookAt: true,
  knownAtPosition: true,
  removedSince: true,
  positionsToPlan: true,
  positionsAfter: true,
  lastTotal: true,
  seeTotal: true,
  watermarkTrust: true,
  setWatermarkTrust: true,
  currentPlan: true,
  plan: true,
  recordPlan: true,
  planStands: true,
  decidePlan: true,
  beginRemoval: true,
  concludeRemoval: true,
  unfinishedRemovals: true,
  recordCount: true,
  countForPlan: true,
  latestCount: true,
  countsAt: true,
  nextDelivery: true,
  recordAttempt: true,
  streamsDue: true,
  acceptedDeliveries: true,
  queueDeliveries: true,
};

/** What not every store has: whoever calls it looks first. */
const OPTIONAL = ['positionsAfter', 'countsAt'] as const satisfies readonly Step[];

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * The store as one process has it: with its locks, and with a database that may fail under it. Its steps stand on a
 * prototype: processes start all day long, and an object of forty functions for each would have a shape of its own,
 * for which everything that calls the store is compiled again.
 */
class RoughStore {
  readonly account: string;

  constructor(
    readonly store: Store,
    readonly life: Life,
    readonly locks: Locks,
    readonly peril: Peril,
  ) {
    this.account = store.account;
    for (const name of OPTIONAL)
      if (store[name] === undefined) Object.defineProperty(this, name, { value: undefined });
  }

  lockPosition(position: Position) {
    return this.lock(`position/${positionKey(position)}`);
  }

  lockAccountUpdates() {
    return this.lock('account-updates');
  }

  private lock(name: string) {
    return this.peril.call(this.life, 'lock', async () => this.locks.take(name, this.life));
  }
}

for (const name of Object.keys(STEPS) as Step[])
  Object.defineProperty(RoughStore.prototype, name, {
    value(this: RoughStore, ...args: unknown[]) {
      const method = this.store[name] as Method;
      return this.peril.database(this.life, name, () => method(...args));
    },
  });

export const storeOf = (store: Store, life: Life, locks: Locks, peril: Peril): Store =>
  new RoughStore(store, life, locks, peril) as unknown as Store;

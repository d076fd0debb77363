import { deliveryContract } from './delivery-contract';
import { START_MS } from './examples';
import type { Contract, MakeStore } from './harness';
import { leaseContract } from './lease-contract';
import { orderContract } from './order-contract';
import { planContract } from './plan-contract';
import { positionContract } from './position-contract';
import { removalContract } from './removal-contract';
import { settingContract } from './setting-contract';

export const ACCOUNT = 'acme';

/** Every promise of the `Store` port. Run by each implementation's own test file. */
export function storeContract(name: string, makeStore: MakeStore): void {
  describe(`${name} keeps the store's contract`, () => {
    let current: Contract | null = null;
    const contract = (): Contract => {
      if (!current) throw new Error('asked for the store outside a test');
      return current;
    };
    beforeEach(async () => {
      const clock = { nowMs: START_MS };
      current = { clock, under: await makeStore(ACCOUNT, clock) };
    });
    afterEach(async () => {
      await current?.under.close();
      current = null;
    });
    describe('settings and log', () => settingContract(contract));
    describe('orders', () => orderContract(contract));
    describe('leases', () => leaseContract(contract));
    describe('positions', () => positionContract(contract));
    describe('plans', () => planContract(contract));
    describe('removals', () => removalContract(contract));
    describe('deliveries', () => deliveryContract(contract));
  });
}

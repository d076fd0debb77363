import type { Lease } from '@holdfast/node/store/store';
import { anId } from '../builders/an-id';
import { POSITION } from './examples';
import type { Contract } from './harness';

export function leaseContract(contract: () => Contract): void {
  it('lets one hold a position, in this process and in another, until it is released', async () => {
    const { store, another } = contract().under;
    const lease = await store.lockPosition(POSITION);
    expect(lease?.isHeld()).toBe(true);
    expect(await store.lockPosition(POSITION)).toBeNull();
    if (another) expect(await another.lockPosition(POSITION)).toBeNull();
    const elsewhere = await store.lockPosition({ ...POSITION, skuId: anId('other') });
    expect(elsewhere).not.toBeNull();
    await lease?.end();
    expect(lease?.isHeld()).toBe(false);
    const next = await (another ?? store).lockPosition(POSITION);
    expect(next).not.toBeNull();
    expect(await store.lockPosition(POSITION)).toBeNull();
    await Promise.all([next?.end(), elsewhere?.end()]);
  });

  it('is not given away by releasing an old lease twice', async () => {
    const { store } = contract().under;
    const first = await store.lockPosition(POSITION);
    await first?.end();
    const second = await store.lockPosition(POSITION);
    await first?.end();
    expect(await store.lockPosition(POSITION)).toBeNull();
    await second?.end();
  });

  it('gives a position to one of many who ask at once', async () => {
    const { store, another } = contract().under;
    const asked = Array.from({ length: 12 }, (_, index) =>
      ((index % 2 && another) || store).lockPosition(POSITION),
    );
    const got = (await Promise.all(asked)).filter((lease): lease is Lease => lease !== null);
    expect(got).toHaveLength(1);
    await got[0]?.end();
  });

  it('serialises the updates of an account, not of two accounts, and apart from positions', async () => {
    const { under } = contract();
    const position = await under.store.lockPosition(POSITION);
    const lease = await under.store.lockAccountUpdates();
    expect(lease).not.toBeNull();
    expect(await (under.another ?? under.store).lockAccountUpdates()).toBeNull();
    const other = await under.ofAccount('other');
    const ofOther = [await other.lockAccountUpdates(), await other.lockPosition(POSITION)];
    expect(ofOther).not.toContain(null);
    for (const held of [position, lease, ...ofOther]) await held?.end();
    const again = await under.store.lockAccountUpdates();
    expect(again).not.toBeNull();
    await again?.end();
  });
}

import { samePosition } from '../../core/position';
import { writeVersion } from './change-document';
import { markOrder, nameLocks } from './change-order';
import type { ChangedOrder } from './conclusion-effects';
import { enterHolder, positionsToEnter } from './holders';
import type { Hold } from './shapes';
import { orderSource } from './sources';
import type { StoreContext } from './store-context';

/**
 * Takes the orders for a conclusion, each as it was read, in the order of their ids: two conclusions that share
 * orders then never wait for each other. Pointers and markers of what will be true come first. False when one
 * was changed since: what is held by then is void as soon as the position is claimed anew.
 */
export async function holdOrders(
  ctx: StoreContext,
  hold: Hold,
  orders: readonly ChangedOrder[],
): Promise<boolean> {
  const { position, token, untilMs } = hold;
  const heldBy = { position, token, untilMs };
  for (const { orderId, loaded, before, after } of orders) {
    await Promise.all([nameLocks(ctx, before, after), markOrder(ctx, before, after)]);
    for (const other of positionsToEnter(before, after)) {
      // The position itself names its orders with the commit.
      if (!samePosition(other, position)) await enterHolder(ctx, other, orderId);
    }
    const from = { base: before, etag: loaded?.etag ?? 'absent' };
    const written = await writeVersion(ctx, orderSource(orderId), from, { document: { ...before, heldBy } });
    if (written.kind === 'conflict') return false;
  }
  return true;
}

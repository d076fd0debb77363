import { asOrderId, isId, type LockId, type OrderId } from '../id';

const OWN_AFFILIATE = '00-';

/**
 * Order ids to try for a LockId that no recorded order holds. `00-` + order id is how VTEX names the locks of
 * the account's own orders; how it names the locks of marketplaces' orders is not documented, so a lock is also
 * tried as it is. The order that answers must have a line with this lock before it is believed.
 */
export function orderIdsOfLock(lockId: LockId): OrderId[] {
  const candidate = lockId.startsWith(OWN_AFFILIATE) ? lockId.slice(OWN_AFFILIATE.length) : lockId;
  return isId(candidate) ? [asOrderId(candidate)] : [];
}

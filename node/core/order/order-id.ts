/**
 * VTEX's order ids are letters, digits and dashes (`v52277740atmc-01`, `1172452900788-01`,
 * `SLR-v71425090str-02`, `seq501456`); external marketplaces add a few signs of their own. Whatever has none of
 * that shape is not asked for: it would only cost a call, or change the path of one.
 */
const SHAPE = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/;
const MAX_LENGTH = 100;

/** Whether a text from outside is worth asking VTEX for. */
export function isOrderId(text: unknown): text is string {
  if (typeof text !== 'string' || text.length < 3 || text.length > MAX_LENGTH) return false;
  return SHAPE.test(text) && /\d/.test(text);
}

const OWN_AFFILIATE = '00-';

/**
 * Order ids to try for a LockId that no recorded order holds. `00-` + order id is how VTEX names the locks of
 * the account's own orders; how it names those of marketplaces is not documented, so a lock is also tried as it
 * is. The order that answers must have a line with this lock before it is believed.
 */
export function orderIdsOfLock(lockId: string): string[] {
  const candidate = lockId.startsWith(OWN_AFFILIATE) ? lockId.slice(OWN_AFFILIATE.length) : lockId;
  return isOrderId(candidate) ? [candidate] : [];
}

import { ownOf } from '../words/own-of';
import type { HoldFacts } from './plan-facts';
import type { Teller } from './teller';
import { capital, ordersIn } from './teller';

/** Reasons with a blocking order, told with and without somebody waiting behind it. */
const BLOCKED: { [reason: string]: { alone: string; waiting: string } } = {
  'open-order': {
    alone: 'admin/holdfast.hold.open-order',
    waiting: 'admin/holdfast.hold.open-order-waiting',
  },
  'unreadable-order': {
    alone: 'admin/holdfast.hold.unreadable-order',
    waiting: 'admin/holdfast.hold.unreadable-order-waiting',
  },
  'no-room': { alone: 'admin/holdfast.hold.no-room', waiting: 'admin/holdfast.hold.no-room-waiting' },
  'watermark-given-up': {
    alone: 'admin/holdfast.hold.watermark-given-up',
    waiting: 'admin/holdfast.hold.watermark-given-up-waiting',
  },
};

/** Why nothing is sent: who blocks, since when, and who waits. Null for a reason that is new to the panel. */
export function holdSentence(teller: Teller, facts: HoldFacts): string | null {
  const { t, moment } = teller;
  const { reason, blockedBy, retryAt, waiting } = facts;
  if (reason === 'too-recent') {
    return t('admin/holdfast.hold.too-recent', { at: retryAt === null ? '' : moment(retryAt) });
  }
  if (reason === 'inconsistent-read') return inconsistent(teller, facts);
  const keys = ownOf(BLOCKED, reason);
  if (!keys || !blockedBy) return null;
  const values = {
    order: ordersIn(teller, [blockedBy]),
    since: blockedBy.since === null ? '' : moment(blockedBy.since),
    waiting: ordersIn(teller, waiting.items, waiting.count),
    count: waiting.count,
  };
  return capital(t(waiting.count === 0 ? keys.alone : keys.waiting, values));
}

function inconsistent(teller: Teller, { blockedBy: suspect, unreadableSince }: HoldFacts): string {
  const { t, moment } = teller;
  const what = suspect
    ? t('admin/holdfast.hold.inconsistent-read-order', { order: ordersIn(teller, [suspect]) })
    : t('admin/holdfast.hold.inconsistent-read');
  if (unreadableSince === null) return what;
  return `${what} ${t('admin/holdfast.hold.inconsistent-since', { since: moment(unreadableSince) })}`;
}

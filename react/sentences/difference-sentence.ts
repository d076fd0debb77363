import type { Account } from '../api/types/reconciliation';
import type { Finding } from '../books/findings';
import { ownOf } from '../words/own-of';
import type { Teller } from './teller';
import { capital, unitsIn } from './teller';

/** By account and class: with too many units, with too few, and with as many but another status. */
const SENTENCES: { [accountAndClass: string]: { more?: string; less?: string; same?: string } } = {
  'reserved lost-reservation': { less: 'admin/holdfast.books.lost' },
  'reserved foreign-update': { less: 'admin/holdfast.books.foreign-released' },
  'reserved unknown': {
    more: 'admin/holdfast.books.reserved-more',
    less: 'admin/holdfast.books.reserved-less',
  },
  'total foreign-update': {
    more: 'admin/holdfast.books.foreign-added',
    less: 'admin/holdfast.books.foreign-taken',
  },
  'on-hand foreign-update': {
    more: 'admin/holdfast.books.foreign-on-hand-more',
    less: 'admin/holdfast.books.foreign-on-hand-less',
  },
  'on-hand erp-only-movement': {
    more: 'admin/holdfast.books.erp-more',
    less: 'admin/holdfast.books.erp-less',
  },
  'on-hand unknown': {
    more: 'admin/holdfast.books.on-hand-more',
    less: 'admin/holdfast.books.on-hand-less',
  },
  'booked unknown': {
    more: 'admin/holdfast.books.booked-more',
    less: 'admin/holdfast.books.booked-less',
    same: 'admin/holdfast.books.booked-step',
  },
};

/** Units under a reservation that no order of ours is behind. */
const UNHEARD_OF: { [account: string]: string } = {
  reserved: 'admin/holdfast.books.reserved-unheard',
  booked: 'admin/holdfast.books.booked-unheard',
};

/**
 * What was found, as a warehouse manager would say it; null for what is new to the panel: then the API's own sentence
 * has to do. `account` has the two sides of the ledger.
 */
export function differenceSentence(teller: Teller, finding: Finding, account: Account | null): string | null {
  const { units, orderIds } = finding;
  const key = keyOf(finding);
  if (key === undefined) return null;
  const size = Math.abs(units);
  const values = {
    units: unitsIn(teller, size),
    count: size,
    orders: orderIds.length,
    expected: account?.expected ?? 0,
    found: account?.actual ?? 0,
  };
  return capital(teller.t(key, values));
}

function keyOf({ account, class: kind, units, orderIds }: Finding): string | undefined {
  if (kind === 'late') return units === 0 ? 'admin/holdfast.books.late-step' : 'admin/holdfast.books.late';
  if (kind === 'unknown' && orderIds.length === 0 && ownOf(UNHEARD_OF, account))
    return ownOf(UNHEARD_OF, account);
  const keys = ownOf(SENTENCES, `${account} ${kind}`);
  if (units === 0) return keys?.same;
  return units > 0 ? keys?.more : keys?.less;
}

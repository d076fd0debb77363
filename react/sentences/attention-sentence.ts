import type { AttentionFacts } from './plan-facts';
import type { Teller } from './teller';
import { capital, ordersIn, unitsIn } from './teller';

const REASONS: { [reason: string]: string } = {
  'invoiced-not-acknowledged': 'admin/holdfast.attention.invoiced-not-acknowledged',
  'canceled-still-reserved': 'admin/holdfast.attention.canceled-still-reserved',
  'aborted-still-counted': 'admin/holdfast.attention.aborted-still-counted',
  'claimed-not-reserved': 'admin/holdfast.attention.claimed-not-reserved',
  'count-unsure': 'admin/holdfast.attention.count-unsure',
  'left-unsure': 'admin/holdfast.attention.left-unsure',
  'list-disagrees': 'admin/holdfast.attention.list-disagrees',
  'negative-reserved': 'admin/holdfast.attention.negative-reserved',
  'no-stock': 'admin/holdfast.attention.no-stock',
  'too-many-active': 'admin/holdfast.attention.too-many-active',
  'total-too-small': 'admin/holdfast.attention.total-too-small',
  'unknown-order': 'admin/holdfast.attention.unknown-order',
  'unlimited-stock': 'admin/holdfast.attention.unlimited-stock',
};

/** What is wrong and what approving does. Null for a reason that is new to the panel. */
export function attentionSentence(teller: Teller, facts: AttentionFacts): string | null {
  const { t } = teller;
  const { reason, repair, settle, orderId, lockId } = facts;
  const order = ordersIn(teller, [{ orderId, lockId }]);
  if (reason === 'lost-reservation') {
    if (!repair) return t('admin/holdfast.attention.lost-no-repair');
    const { units, total, locks } = repair;
    return capital(
      t('admin/holdfast.attention.lost-repair', {
        units: unitsIn(teller, units),
        count: units,
        orders: locks.join(', '),
        total,
      }),
    );
  }
  if (reason === 'canceled-after-invoice') return settle && canceledAfterInvoice(teller, order, settle);
  if (reason === 'no-stock' && orderId === null) return t('admin/holdfast.attention.no-stock-several');
  const key = REASONS[reason];
  return key ? capital(t(key, { order, lockId })) : null;
}

/** With both totals: only a person knows whether the units are gone. */
function canceledAfterInvoice(
  teller: Teller,
  order: string,
  { units, total }: NonNullable<AttentionFacts['settle']>,
): string {
  return capital(
    teller.t('admin/holdfast.attention.canceled-after-invoice', {
      order,
      units: unitsIn(teller, units),
      count: units,
      before: total + units,
      after: total,
    }),
  );
}

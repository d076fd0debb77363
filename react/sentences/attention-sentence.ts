import type { AttentionFacts } from './plan-facts';
import type { Teller } from './teller';
import { capital, ordersIn, unitsIn } from './teller';

const REASONS: { [reason: string]: string } = {
  'invoiced-not-acknowledged': 'admin/holdfast.attention.invoiced-not-acknowledged',
  'canceled-still-reserved': 'admin/holdfast.attention.canceled-still-reserved',
  'aborted-still-counted': 'admin/holdfast.attention.aborted-still-counted',
  'negative-reserved': 'admin/holdfast.attention.negative-reserved',
  'too-many-active': 'admin/holdfast.attention.too-many-active',
  'total-too-small': 'admin/holdfast.attention.total-too-small',
  'unknown-order': 'admin/holdfast.attention.unknown-order',
  'unlimited-stock': 'admin/holdfast.attention.unlimited-stock',
};

/** What is wrong and what approving does. Null for a reason that is new to the panel. */
export function attentionSentence(teller: Teller, facts: AttentionFacts): string | null {
  const { t } = teller;
  const { reason, repair, orderId, lockId } = facts;
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
  const key = REASONS[reason];
  if (!key) return null;
  return capital(t(key, { order: ordersIn(teller, [{ orderId, lockId }]), lockId }));
}

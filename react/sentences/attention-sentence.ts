import type { Attention } from '../api/types/evidence';
import type { Teller } from './teller';
import { capital, ordersIn, sumOf, unitsIn } from './teller';

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

/** What is wrong and what approving does. A reason that is new to the panel is the API's own sentence. */
export function attentionSentence(teller: Teller, attention: Attention): string {
  const { t } = teller;
  const { reason, propose } = attention;
  if (reason === 'lost-reservation') {
    if (propose?.kind !== 'repair') return t('admin/holdfast.attention.lost-no-repair');
    const units = sumOf(propose.lost);
    return capital(
      t('admin/holdfast.attention.lost-repair', {
        units: unitsIn(teller, units),
        count: units,
        orders: propose.lost.map(({ lockId }) => lockId).join(', '),
        total: propose.quantity,
      }),
    );
  }
  const key = REASONS[reason];
  if (!key) return attention.message;
  const lockId = attention.lockId ?? '';
  return capital(t(key, { order: ordersIn(teller, [{ orderId: attention.orderId, lockId }]), lockId }));
}

import type { Kept, RemoveEvidence } from '../api/types/evidence';
import type { Teller } from './teller';
import { capital, ordersIn, sumOf, unitsIn } from './teller';

export function removalSentences(teller: Teller, skuId: string, evidence: RemoveEvidence): string[] {
  const { t, moment } = teller;
  const { releases, returnedQuantity, count, kept } = evidence;
  const left = releases.filter((one) => one.because === 'invoiced');
  const canceled = releases.filter((one) => one.because === 'canceled');
  const sentences: string[] = [];
  const tell = (key: string, values: { [name: string]: string | number }) =>
    sentences.push(capital(t(key, values)));

  if (left.length > 0) {
    const units = sumOf(left);
    tell('admin/holdfast.sentence.left', {
      units: unitsIn(teller, units),
      count: units,
      skuId,
      orders: ordersIn(teller, left),
    });
  }
  if (canceled.length > 0) {
    const units = sumOf(canceled);
    tell('admin/holdfast.sentence.canceled', {
      units: unitsIn(teller, units),
      count: units,
      orders: ordersIn(teller, canceled),
      orderCount: canceled.length,
    });
  }
  if (returnedQuantity > 0) {
    tell('admin/holdfast.sentence.returned', {
      units: unitsIn(teller, returnedQuantity),
      count: returnedQuantity,
    });
  }
  if (count) {
    tell('admin/holdfast.sentence.counted', {
      units: unitsIn(teller, count.onHand),
      count: count.onHand,
      at: moment(count.countedAt),
    });
  }
  sentences.push(totalSentence(teller, evidence), ...keptSentence(teller, kept));
  return sentences;
}

function totalSentence({ t }: Teller, { totalQuantity, update }: RemoveEvidence): string {
  if (update.quantity === totalQuantity)
    return t('admin/holdfast.sentence.total-stays', { total: totalQuantity });
  return t('admin/holdfast.sentence.total-goes', { before: totalQuantity, after: update.quantity });
}

/** `Order C is still being handled, so order D waits.` */
function keptSentence(teller: Teller, kept: readonly Kept[]): string[] {
  const { t } = teller;
  const open = kept.find((one) => one.because !== 'waiting');
  const waiting = kept.filter((one) => one.because === 'waiting');
  if (!open && waiting.length === 0) return [];
  const values = { waiting: ordersIn(teller, waiting), count: waiting.length };
  if (!open) return [capital(t('admin/holdfast.sentence.next-in-turn', values))];
  const order = ordersIn(teller, [open]);
  if (waiting.length === 0) return [capital(t('admin/holdfast.sentence.kept', { order }))];
  return [capital(t('admin/holdfast.sentence.kept-and-waiting', { ...values, order }))];
}

import type { RemovalFacts } from './plan-facts';
import type { Teller } from './teller';
import { capital, ordersIn, unitsIn } from './teller';

export function removalSentences(teller: Teller, facts: RemovalFacts): string[] {
  const { t, moment } = teller;
  const { skuId, left, canceled, unreserved, aside, returned, count } = facts;
  const sentences: string[] = [];
  const tell = (key: string, values: { [name: string]: string | number }) =>
    sentences.push(capital(t(key, values)));

  if (left.count > 0) {
    tell('admin/holdfast.sentence.left', {
      units: unitsIn(teller, left.units),
      count: left.units,
      skuId,
      orders: ordersIn(teller, left.items, left.count),
    });
  }
  if (unreserved.count > 0) {
    tell('admin/holdfast.sentence.unreserved', {
      units: unitsIn(teller, unreserved.units),
      count: unreserved.units,
      skuId,
      orders: ordersIn(teller, unreserved.items, unreserved.count),
    });
  }
  if (canceled.count > 0) {
    tell('admin/holdfast.sentence.canceled', {
      units: unitsIn(teller, canceled.units),
      count: canceled.units,
      orders: ordersIn(teller, canceled.items, canceled.count),
      orderCount: canceled.count,
    });
  }
  if (returned > 0) {
    tell('admin/holdfast.sentence.returned', { units: unitsIn(teller, returned), count: returned });
  }
  if (count) {
    tell('admin/holdfast.sentence.counted', {
      units: unitsIn(teller, count.onHand),
      count: count.onHand,
      at: moment(count.countedAt),
    });
  }
  if (aside.count > 0) {
    tell('admin/holdfast.sentence.aside', {
      units: unitsIn(teller, aside.units),
      count: aside.units,
      orders: ordersIn(teller, aside.items, aside.count),
    });
  }
  sentences.push(totalSentence(teller, facts), ...keptSentence(teller, facts));
  return sentences;
}

function totalSentence({ t }: Teller, { before, after }: RemovalFacts): string {
  if (after === before) return t('admin/holdfast.sentence.total-stays', { total: before });
  return t('admin/holdfast.sentence.total-goes', { before, after });
}

/** `Order C is still being handled, so order D waits.` */
function keptSentence(teller: Teller, { open, waiting: { items, count } }: RemovalFacts): string[] {
  const { t } = teller;
  if (!open && count === 0) return [];
  const values = { waiting: ordersIn(teller, items, count), count };
  if (!open) return [capital(t('admin/holdfast.sentence.next-in-turn', values))];
  const order = ordersIn(teller, [open]);
  if (count === 0) return [capital(t('admin/holdfast.sentence.kept', { order }))];
  return [capital(t('admin/holdfast.sentence.kept-and-waiting', { ...values, order }))];
}

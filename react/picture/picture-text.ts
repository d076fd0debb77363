import type { Teller } from '../sentences/teller';
import { capital, ordersIn } from '../sentences/teller';
import type { Picture } from './picture-items';
import { isSettled } from './picture-items';

/** The picture in words, for whoever does not see it. */
export function pictureText(teller: Teller, { items, watermark, blocker }: Picture): string {
  const { t, moment } = teller;
  const released = items.filter(({ fate }) => fate === 'released').length;
  const settled = items.filter(({ fate }) => isSettled(fate)).length;
  const sentences = [
    t('admin/holdfast.picture.text-counts', { count: items.length, settled, open: items.length - settled }),
  ];
  if (watermark !== null) {
    sentences.push(t('admin/holdfast.picture.text-watermark', { at: moment(watermark), count: released }));
  }
  if (blocker !== null) {
    const values = {
      order: ordersIn(teller, [blocker]),
      number: blocker.number,
      at: moment(blocker.acknowledgedAt),
    };
    sentences.push(capital(t('admin/holdfast.picture.text-blocker', values)));
  }
  return sentences.join(' ');
}

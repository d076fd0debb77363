import type { RepairWay } from '../books/repair-way';
import type { Teller } from './teller';
import { unitsIn } from './teller';

/** What a repair would do with a position, or what a person can do where it would do nothing. */
export function repairSentence(teller: Teller, way: RepairWay): string {
  const { t, moment } = teller;
  switch (way.kind) {
    case 'approve':
      return t('admin/holdfast.books.way-approve', { units: unitsIn(teller, way.units) });
    case 'count':
      return t('admin/holdfast.books.way-count', {
        units: unitsIn(teller, way.onHand),
        at: moment(way.countedAt),
      });
    case 'late':
      return t('admin/holdfast.books.way-late');
    case 'no-level':
      return t('admin/holdfast.books.way-no-level');
    case 'foreign':
      return t('admin/holdfast.books.way-foreign');
    case 'unknown':
      return t('admin/holdfast.books.way-unknown');
  }
}

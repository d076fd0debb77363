import type { PlanResult } from '../api/types/plan';
import type { Teller } from './teller';
import { unitsIn } from './teller';

/** What the read-back after the update found. */
export function resultSentence(teller: Teller, result: PlanResult): string {
  const { t } = teller;
  switch (result.kind) {
    case 'proven':
      return t('admin/holdfast.result.proven', {
        units: unitsIn(teller, result.removedQuantity),
        count: result.removedQuantity,
        total: result.totalQuantity,
        reserved: result.reservedQuantity,
      });
    case 'not-applied':
      return t('admin/holdfast.result.not-applied');
    case 'not-released':
      return t('admin/holdfast.result.not-released', { count: result.lockIds.length });
    case 'lost':
      return t('admin/holdfast.result.lost', { count: result.lost.length });
    case 'unclear':
      return t('admin/holdfast.result.unclear');
  }
}

import type { Evidence } from '../api/types/evidence';
import type { PlanResult } from '../api/types/plan';
import type { Teller } from './teller';
import { unitsIn } from './teller';

type Proven = Extract<PlanResult, { kind: 'proven' }>;

/** What the read-back after the update found. */
export function resultSentence(teller: Teller, result: PlanResult, evidence: Evidence): string {
  const { t } = teller;
  switch (result.kind) {
    case 'proven':
      return setsTotal(evidence)
        ? t('admin/holdfast.result.counted', { total: result.totalQuantity })
        : removed(teller, result);
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

/** Of a count the new total matters, which may be a higher one; of a repair too, for nothing leaves with it. */
function setsTotal(evidence: Evidence): boolean {
  if (evidence.kind === 'remove') return evidence.count !== null;
  return evidence.attentions.some(({ propose }) => propose?.kind === 'repair');
}

function removed(teller: Teller, { removedQuantity, totalQuantity, reservedQuantity }: Proven): string {
  return teller.t('admin/holdfast.result.proven', {
    units: unitsIn(teller, removedQuantity),
    count: removedQuantity,
    total: totalQuantity,
    reserved: reservedQuantity,
  });
}

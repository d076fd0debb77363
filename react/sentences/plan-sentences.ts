import type { Evidence } from '../api/types/evidence';
import { attentionSentence } from './attention-sentence';
import { holdSentence } from './hold-sentence';
import { attentionFactsOf, holdFactsOf, removalFactsOf } from './plan-facts';
import { removalSentences } from './removal-sentences';
import type { Teller } from './teller';

/** What is told of: a plan, or anything that has its evidence and its position. */
export interface Told {
  skuId: string;
  warehouseId: string;
  evidence: Evidence;
}

/**
 * Why a plan says what it says, in sentences that a warehouse manager understands; what needs a person last. For a
 * reason that is new to the panel the API's own sentence has to do.
 */
export function planSentences(teller: Teller, { skuId, evidence }: Told): string[] {
  const attentions = evidence.attentions.map(
    (one) => attentionSentence(teller, attentionFactsOf(one, evidence.totalQuantity)) ?? one.message,
  );
  if (evidence.kind === 'remove')
    return [...removalSentences(teller, removalFactsOf(skuId, evidence)), ...attentions];
  if (evidence.kind === 'hold')
    return [holdSentence(teller, holdFactsOf(evidence)) ?? evidence.message, ...attentions];
  if (attentions.length > 0) return attentions;
  return [teller.t('admin/holdfast.sentence.nothing')];
}

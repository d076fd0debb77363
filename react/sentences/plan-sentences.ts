import type { Evidence } from '../api/types/evidence';
import { attentionSentence } from './attention-sentence';
import { holdSentence } from './hold-sentence';
import { removalSentences } from './removal-sentences';
import type { Teller } from './teller';

/** What is told of: a plan, or anything that has its evidence and its position. */
export interface Told {
  skuId: string;
  warehouseId: string;
  evidence: Evidence;
}

/** Why a plan says what it says, in sentences that a warehouse manager understands; what needs a person last. */
export function planSentences(teller: Teller, told: Told): string[] {
  const { evidence } = told;
  const attentions = evidence.attentions.map((one) => attentionSentence(teller, one));
  if (evidence.kind === 'remove') return [...removalSentences(teller, told.skuId, evidence), ...attentions];
  if (evidence.kind === 'hold') return [holdSentence(teller, evidence), ...attentions];
  if (attentions.length > 0) return attentions;
  return [teller.t('admin/holdfast.sentence.nothing')];
}

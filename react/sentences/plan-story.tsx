import React from 'react';
import type { Plan } from '../api/types/plan';
import { sentence } from '../design/layout';
import { OwnWords } from '../design/own-words';
import type { Told } from './plan-sentences';
import { planSentences } from './plan-sentences';
import { resultSentence } from './result-sentence';
import { useTeller } from './use-teller';

/** The evidence of a plan in sentences. */
export function PlanStory({ of }: { of: Told }) {
  const teller = useTeller();
  return <p className={sentence}>{planSentences(teller, of).join(' ')}</p>;
}

/** What came of it, when it ran. */
export function PlanOutcome({ plan: { result, evidence } }: { plan: Plan }) {
  const teller = useTeller();
  if (result === null) return null;
  return <p className={sentence}>{resultSentence(teller, result, evidence)}</p>;
}

/** The API's own sentences. */
export function PlanDetails({ plan: { evidence, result } }: { plan: Plan }) {
  return (
    <OwnWords
      lines={[
        ...(evidence.kind === 'hold' ? [evidence.message] : []),
        ...evidence.attentions.map(({ message }) => message),
        ...(result !== null && result.kind !== 'proven' ? [result.message] : []),
      ]}
    />
  );
}

import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { Plan } from '../api/types/plan';
import { muted, sentence } from '../design/layout';
import { useText } from '../words/use-text';
import type { Told } from './plan-sentences';
import { planSentences } from './plan-sentences';
import { resultSentence } from './result-sentence';
import { useTeller } from './use-teller';

const details = csx({ marginTop: '$space-2', '& summary': { cursor: 'pointer', color: '#57606a' } });

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

/** The API's own sentences, which are in English. */
export function PlanDetails({ plan }: { plan: Plan }) {
  const t = useText();
  const { evidence, result } = plan;
  const own = [
    ...(evidence.kind === 'hold' ? [evidence.message] : []),
    ...evidence.attentions.map(({ message }) => message),
    ...(result !== null && result.kind !== 'proven' ? [result.message] : []),
  ];
  if (own.length === 0) return null;
  return (
    <details className={details}>
      <summary className={muted}>{t('admin/holdfast.plan.own-words')}</summary>
      {own.map((line) => (
        <p key={line} lang="en" className={muted}>
          {line}
        </p>
      ))}
    </details>
  );
}

import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { Plan } from '../../api/types/plan';
import { inline, muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { tick } from '../../design/selection-bar';
import type { Selection } from '../../design/use-selection';
import { PlanBadge } from '../../design/word-badges';
import { For } from '../../host/role';
import { places } from '../../routing/places';
import { PlanDetails, PlanOutcome, PlanStory } from '../../sentences/plan-story';
import { planWord } from '../../words/plan-word';
import { useText } from '../../words/use-text';
import { canApprove, isWaiting } from './decidable';
import { UpdateFacts } from './update-facts';

const box = csx({
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 8,
  padding: '$space-5',
  display: 'flex',
  flexDirection: 'column',
  gap: '$space-3',
  '@media (max-width: 640px)': { padding: '$space-4' },
});
const top = csx({ display: 'flex', flexWrap: 'wrap', gap: '$space-3', alignItems: 'center' });
const heading = csx({ fontSize: '1rem', lineHeight: 1.4, flex: '1 1 12rem' });

interface Props {
  plan: Plan;
  /** Null where nothing is to decide. */
  selection: Selection<Plan> | null;
  isBusy: boolean;
  approve(): void;
  dismiss(): void;
}

export function RecommendationCard({ plan, selection, isBusy, approve, dismiss }: Props) {
  const t = useText();
  const { skuId, warehouseId, state, createdAt } = plan;
  const name = t('admin/holdfast.position.name', { skuId, warehouseId });
  return (
    <article className={box} aria-label={name}>
      <div className={top}>
        {selection && (
          <input
            type="checkbox"
            className={tick}
            aria-label={t('admin/holdfast.bulk.one', { name })}
            checked={selection.has(plan)}
            onChange={() => selection.toggle(plan)}
          />
        )}
        <h2 className={heading}>
          <a href={places.position(skuId, warehouseId)}>{name}</a>
        </h2>
        <span className={inline}>
          <span className={muted}>{planWord(t, plan)}</span>
          <PlanBadge state={state} />
          <span className={muted}>
            <Moment at={createdAt} as="ago" />
          </span>
        </span>
      </div>
      <PlanStory of={plan} />
      <UpdateFacts plan={plan} />
      <PlanOutcome plan={plan} />
      <DecisionNote plan={plan} />
      <PlanDetails plan={plan} />
      {isWaiting(plan) && (
        <For least="approver">
          <div className={inline}>
            {canApprove(plan) && (
              <Button
                disabled={isBusy}
                onClick={approve}
                aria-label={t('admin/holdfast.recommendations.approve-named', { name })}
              >
                {t('admin/holdfast.recommendations.approve')}
              </Button>
            )}
            <Button
              variant="secondary"
              disabled={isBusy}
              onClick={dismiss}
              aria-label={t('admin/holdfast.recommendations.dismiss-named', { name })}
            >
              {t('admin/holdfast.recommendations.dismiss')}
            </Button>
          </div>
        </For>
      )}
    </article>
  );
}

function DecisionNote({ plan: { state, decisionNote } }: { plan: Plan }) {
  const t = useText();
  if (state !== 'dismissed' || decisionNote === null) return null;
  return (
    <p className={muted}>{t('admin/holdfast.recommendations.reason-given', { reason: decisionNote })}</p>
  );
}

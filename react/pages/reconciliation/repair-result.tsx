import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { ReconciliationLine, Repair, RepairKind } from '../../api/types/reconciliation';
import { inline, muted } from '../../design/layout';
import { PlanBadge, RepairBadge } from '../../design/word-badges';
import { places } from '../../routing/places';
import { PlanOutcome } from '../../sentences/plan-story';
import { useText } from '../../words/use-text';
import { isWaiting } from '../recommendations/decidable';
import { useFollowedPlan } from './use-followed-plan';

const lines = csx({ display: 'flex', flexDirection: 'column', gap: '$space-1' });

const MEANS: { [kind in RepairKind]: string } = {
  approved: 'admin/holdfast.books.approved-means',
  asked: 'admin/holdfast.books.asked-means',
  refused: 'admin/holdfast.books.refused-means',
};

/** What a repair led to, and what has become of it since. */
export function RepairResult({ line, repair }: { line: ReconciliationLine; repair: Repair }) {
  const t = useText();
  const { kind, planId, message } = repair;
  return (
    <div aria-live="polite" className={lines}>
      <p className={inline}>
        <RepairBadge kind={kind} />
        <span>{t(MEANS[kind])}</span>
      </p>
      {kind === 'refused' && (
        <p className={muted} lang="en">
          {message}
        </p>
      )}
      {planId !== null && kind !== 'refused' && <FollowedPlan key={planId} line={line} planId={planId} />}
    </div>
  );
}

/** The recommendation that carries the repair; it is there a moment after the repair was asked for. */
function FollowedPlan({ line, planId }: { line: ReconciliationLine; planId: string }) {
  const t = useText();
  const plan = useFollowedPlan(line, planId);
  if (plan === null) return null;
  return (
    <>
      <p className={inline}>
        <span className={muted}>{t('admin/holdfast.books.recommendation')}</span>
        <PlanBadge state={plan.state} />
        {isWaiting(plan) && <a href={places.recommendations()}>{t('admin/holdfast.overview.decide')}</a>}
      </p>
      {plan.state === 'superseded' && <p>{t('admin/holdfast.decided.superseded')}</p>}
      <PlanOutcome plan={plan} />
    </>
  );
}

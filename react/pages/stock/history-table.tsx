import React from 'react';
import type { Plan } from '../../api/types/plan';
import { DataTable } from '../../design/data-table';
import { muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { PlanBadge } from '../../design/word-badges';
import { PlanOutcome, PlanStory } from '../../sentences/plan-story';
import { planTriggerWord } from '../../words/machine-words';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';

export function HistoryTable({ plans }: { plans: readonly Plan[] }) {
  const t = useText();
  if (plans.length === 0) return <p className={muted}>{t('admin/holdfast.position.no-plan')}</p>;
  return (
    <DataTable
      caption={t('admin/holdfast.position.history')}
      rows={plans}
      first={10}
      keyOf={({ planId }) => planId}
      columns={[
        {
          key: 'at',
          header: t('admin/holdfast.column.time'),
          cell: ({ createdAt }) => <Moment at={createdAt} />,
        },
        {
          key: 'state',
          header: t('admin/holdfast.column.status'),
          cell: ({ state }) => <PlanBadge state={state} />,
        },
        {
          key: 'why',
          header: t('admin/holdfast.column.why'),
          cell: (plan) => (
            <>
              <PlanStory of={plan} />
              <PlanOutcome plan={plan} />
            </>
          ),
        },
        {
          key: 'trigger',
          header: t('admin/holdfast.column.trigger'),
          cell: ({ trigger }) => wordOf(t, planTriggerWord, trigger),
        },
      ]}
    />
  );
}

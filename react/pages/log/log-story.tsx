import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { Outcome } from '../../api/outcome';
import type { LogEntry, LogPage } from '../../api/types/log';
import type { Plan } from '../../api/types/plan';
import { useClient } from '../../api/use-client';
import { stack } from '../../design/layout';
import { Ready } from '../../design/states';
import { useResource } from '../../loading/use-resource';
import { PlanStory } from '../../sentences/plan-story';
import { planTriggerWord } from '../../words/machine-words';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';
import { EntryFacts } from './entry-facts';
import { PlanAnswer } from './plan-answer';
import { PlanSent } from './plan-sent';
import { StoryLines } from './story-lines';
import type { Stage } from './story-stages';
import { relatedTo, stagesOf } from './story-stages';

const ROWS = 100;

const steps = csx({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(15rem, 1fr))',
  gap: '$space-5',
  '& h3': { fontSize: '0.8125rem', color: '#57606a', marginBottom: '$space-2' },
});

/** One line's whole story: what came in, what was decided and why, what was sent, what came back. */
export function LogStory({ entry }: { entry: LogEntry }) {
  const t = useText();
  const client = useClient();
  const about = relatedTo(entry);
  const { planId } = entry;
  const related = useResource<LogPage>(`story ${entry.id}`, (signal) =>
    about === null
      ? none({ entries: [], nextCursor: null })
      : client.get('/logs', { ...about, limit: ROWS }, signal),
  );
  const plan = useResource<Plan | null>(`story plan ${planId}`, (signal) =>
    planId === null ? none(null) : client.get(`/recommendations/${encodeURIComponent(planId)}`, {}, signal),
  );
  return (
    <div className={stack}>
      <EntryFacts entry={entry} />
      <Ready of={related}>
        {({ entries }) => {
          const stages = stagesOf(entry, entries);
          const lines = (stage: Stage) => (
            <StoryLines entries={stages[stage]} opened={entry.id} isUnderPlan={plan.data !== null} />
          );
          return (
            <div className={steps}>
              <section aria-label={t('admin/holdfast.story.received')}>
                <h3>{t('admin/holdfast.story.received')}</h3>
                {plan.data && <p>{wordOf(t, planTriggerWord, plan.data.trigger)}</p>}
                {lines('received')}
              </section>
              <section aria-label={t('admin/holdfast.story.decided')}>
                <h3>{t('admin/holdfast.story.decided')}</h3>
                {plan.data && <PlanStory of={plan.data} />}
                {lines('decided')}
              </section>
              <section aria-label={t('admin/holdfast.story.sent')}>
                <h3>{t('admin/holdfast.story.sent')}</h3>
                {plan.data && <PlanSent plan={plan.data} />}
                {lines('sent')}
              </section>
              <section aria-label={t('admin/holdfast.story.answer')}>
                <h3>{t('admin/holdfast.story.answer')}</h3>
                <PlanAnswer plan={plan.data} sent={stages.sent} />
              </section>
            </div>
          );
        }}
      </Ready>
    </div>
  );
}

function none<A>(answer: A): Promise<Outcome<A>> {
  return Promise.resolve({ kind: 'answer', answer });
}

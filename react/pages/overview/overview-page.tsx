import React from 'react';
import type { Overview } from '../../api/types/overview';
import { useClient } from '../../api/use-client';
import { Badge } from '../../design/badge';
import { columns, stack } from '../../design/layout';
import { PageFrame } from '../../design/page-frame';
import { Ready } from '../../design/states';
import { useResource } from '../../loading/use-resource';
import { modeWord } from '../../words/machine-words';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';
import { Activity } from './activity';
import { BacklogCard } from './backlog-card';
import { HealthCard } from './health-card';
import { KeyNumbers } from './key-numbers';
import { Problems } from './problems';
import { ReservationsCard } from './reservations-card';
import { SafetyCard } from './safety-card';
import { useLastComparison } from './use-last-comparison';

const EVERY_MS = 5000;

export function OverviewPage() {
  const t = useText();
  const client = useClient();
  const overview = useResource('overview', (signal) => client.get<Overview>('/overview', {}, signal), {
    everyMs: EVERY_MS,
  });
  const lastComparison = useLastComparison();
  const { data } = overview;
  return (
    <PageFrame
      title={t('admin/holdfast.overview.title')}
      intro={data ? t('admin/holdfast.overview.intro', { account: data.account }) : undefined}
      actions={
        data && (
          <Badge tone={data.mode === 'execute' ? 'green' : 'blue'}>{wordOf(t, modeWord, data.mode)}</Badge>
        )
      }
    >
      <Ready of={overview}>
        {(facts) => (
          <div className={stack}>
            <Problems
              problems={facts.problems}
              waitingForPerson={facts.waitingForPerson}
              lastComparison={lastComparison}
            />
            <KeyNumbers overview={facts} />
            <Activity />
            <div className={columns}>
              <ReservationsCard byStatus={facts.reservations} />
              <HealthCard overview={facts} />
            </div>
            <SafetyCard execute={facts.execute} />
            <BacklogCard backlog={facts.backlog} />
          </div>
        )}
      </Ready>
    </PageFrame>
  );
}

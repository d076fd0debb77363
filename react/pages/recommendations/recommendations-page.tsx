import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { Plan, PlanPage } from '../../api/types/plan';
import { useClient } from '../../api/use-client';
import { Choice } from '../../design/choice';
import { stack } from '../../design/layout';
import { PageFrame } from '../../design/page-frame';
import { Pager } from '../../design/pager';
import { Empty, FailureNotice, Ready } from '../../design/states';
import { useSelection } from '../../design/use-selection';
import { useHost } from '../../host/host';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import { useText } from '../../words/use-text';
import { BulkBar } from './bulk-bar';
import { isWaiting } from './decidable';
import { DecidedList } from './decided-list';
import { DismissDialog } from './dismiss-dialog';
import { RecommendationCard } from './recommendation-card';
import { useDecisions } from './use-decisions';
import { useShownResult } from './use-shown-result';

const EVERY_MS = 5000;

/** What each choice asks the API for. */
const VIEWS: readonly { value: string; states: string; label: string }[] = [
  { value: 'waiting', states: 'proposed,approved,executing,failed', label: 'admin/holdfast.view.waiting' },
  { value: 'held', states: 'held', label: 'admin/holdfast.view.held' },
  { value: 'executed', states: 'executed', label: 'admin/holdfast.view.executed' },
  { value: 'dismissed', states: 'dismissed', label: 'admin/holdfast.view.dismissed' },
];

export function RecommendationsPage({ route: { query } }: PageProps) {
  const t = useText();
  const client = useClient();
  const host = useHost();
  const view = VIEWS.find(({ value }) => value === query.view) ?? VIEWS[0];
  const cursor = query.cursor ?? '';
  const page = useResource(
    `plans ${view?.states} ${cursor}`,
    (signal) => client.get<PlanPage>('/recommendations', { state: view?.states, cursor, limit: 50 }, signal),
    { everyMs: EVERY_MS },
  );
  const decisions = useDecisions(client, page.reload);
  const [dismissing, setDismissing] = React.useState<readonly Plan[]>([]);
  const newest = useShownResult(decisions.decided, dismissing.length > 0);
  const listed = page.data?.recommendations ?? [];
  const shown = view?.value === 'waiting' ? withoutDecided(listed, decisions.decided) : listed;
  const selection = useSelection(shown.filter(isWaiting), ({ planId }) => planId);

  return (
    <PageFrame
      title={t('admin/holdfast.recommendations.title')}
      intro={t('admin/holdfast.recommendations.intro')}
    >
      <div>
        <Choice
          label={t('admin/holdfast.view.label')}
          options={VIEWS.map(({ value, label }) => ({ value, name: t(label) }))}
          value={view?.value ?? ''}
          choose={(value) => host.navigate(places.recommendations({ view: value }))}
        />
        <DecidedList decided={decisions.decided} newest={newest} clear={decisions.clear} />
      </div>
      {decisions.failure && <FailureNotice failure={decisions.failure} />}
      <Ready of={page}>
        {({ nextCursor }) => (
          <div className={stack}>
            {view?.value === 'waiting' && shown.some(isWaiting) && (
              <BulkBar
                selection={selection}
                isBusy={decisions.isBusy}
                approve={decisions.approve}
                dismiss={setDismissing}
              />
            )}
            {shown.length === 0 && (
              <Empty
                title={t(
                  view?.value === 'waiting' ? 'admin/holdfast.view.none-waiting' : 'admin/holdfast.view.none',
                )}
              >
                {view?.value === 'waiting' && (
                  <Button
                    variant="secondary"
                    onClick={() => host.navigate(places.recommendations({ view: 'held' }))}
                  >
                    {t('admin/holdfast.view.see-held')}
                  </Button>
                )}
              </Empty>
            )}
            {shown.map((plan) => (
              <RecommendationCard
                key={plan.planId}
                plan={plan}
                selection={isWaiting(plan) ? selection : null}
                isBusy={decisions.isBusy}
                approve={() => decisions.approve([plan])}
                dismiss={() => setDismissing([plan])}
              />
            ))}
            <Pager
              isLater={cursor !== ''}
              nextCursor={nextCursor}
              first={() => host.navigate(places.recommendations({ view: view?.value }))}
              next={(after) => host.navigate(places.recommendations({ view: view?.value, cursor: after }))}
            />
          </div>
        )}
      </Ready>
      <DismissDialog
        plans={dismissing}
        isBusy={decisions.isBusy}
        close={() => setDismissing([])}
        dismiss={async (reason) => {
          const isDone = await decisions.dismiss(dismissing, reason);
          setDismissing([]);
          return isDone;
        }}
      />
    </PageFrame>
  );
}

/** What was decided here waits no longer: it is told in its own list until the server's list has dropped it. */
function withoutDecided(plans: readonly Plan[], decided: readonly { plan: Plan }[]): Plan[] {
  const ids = new Set(decided.map(({ plan }) => plan.planId));
  return plans.filter(({ planId }) => !ids.has(planId));
}

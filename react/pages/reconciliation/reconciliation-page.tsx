import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { Reconciliation } from '../../api/types/reconciliation';
import { useClient } from '../../api/use-client';
import { isCut } from '../../books/is-cut';
import { Card } from '../../design/card';
import { stack } from '../../design/layout';
import { PageFrame } from '../../design/page-frame';
import { FailureNotice, Ready } from '../../design/states';
import { For } from '../../host/role';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';
import { Ledger } from './ledger';
import { LineList } from './line-list';
import { NotComparedCard } from './not-compared-card';
import { ReportSummary } from './report-summary';
import { useCompare } from './use-compare';

const RUNNING_MS = 1000;
/** Numbers too far from their names are hard to follow. */
const column = csx({ maxWidth: '40rem' });

/** One comparison: followed while it runs, then what it found. */
export function ReconciliationPage({ route: { path } }: PageProps) {
  const t = useText();
  const { moment } = useFormat();
  const client = useClient();
  const compare = useCompare();
  const [, reconciliationId = ''] = path;
  const [isRunning, setRunning] = React.useState(true);
  const report = useResource(
    `reconciliation ${reconciliationId}`,
    (signal) =>
      client.get<Reconciliation>(`/reconciliations/${encodeURIComponent(reconciliationId)}`, {}, signal),
    { everyMs: isRunning ? RUNNING_MS : null, isOptional: true },
  );
  const { data } = report;
  React.useEffect(() => setRunning(data === null || data.state === 'running'), [data]);
  return (
    <PageFrame
      title={
        data === null
          ? t('admin/holdfast.books.title')
          : t('admin/holdfast.books.report', { at: moment(data.startedAt) })
      }
      actions={
        data !== null &&
        !isRunning && (
          <For least="approver">
            <Button variant="secondary" loading={compare.isBusy} onClick={compare.begin}>
              {t('admin/holdfast.books.compare')}
            </Button>
          </For>
        )
      }
    >
      {compare.failure && <FailureNotice failure={compare.failure} />}
      <Ready of={report}>
        {(known) => (
          <div className={stack}>
            <ReportSummary report={known} />
            {known.state !== 'running' && <Found report={known} changed={report.reload} />}
          </div>
        )}
      </Ready>
    </PageFrame>
  );
}

function Found({ report, changed }: { report: Reconciliation; changed(): void }) {
  const t = useText();
  const notCompared = report.lines.filter((line) => line.notCompared !== null);
  return (
    <>
      <LineList
        reconciliationId={report.reconciliationId}
        lines={report.lines.filter((line) => line.notCompared === null)}
        changed={changed}
      />
      <NotComparedCard
        lines={notCompared}
        // Of a report that is cut nobody can say what is left.
        others={isCut(report) ? 0 : report.notCompared - notCompared.length}
      />
      <Card title={t('admin/holdfast.books.sums')} note={t('admin/holdfast.books.sums-note')}>
        <div className={column}>
          <Ledger caption={t('admin/holdfast.books.sums')} accounts={report.accounts} />
        </div>
      </Card>
    </>
  );
}

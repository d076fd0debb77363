import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { ReconciliationList, ReconciliationSummary } from '../../api/types/reconciliation';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { PageFrame } from '../../design/page-frame';
import { Empty, FailureNotice, Ready } from '../../design/states';
import { ReconciliationBadge } from '../../design/word-badges';
import { For } from '../../host/role';
import { useResource } from '../../loading/use-resource';
import { places } from '../../routing/places';
import { reconciliationTriggerWord } from '../../words/machine-words';
import type { Format } from '../../words/use-format';
import { useFormat } from '../../words/use-format';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';
import { useCompare } from './use-compare';

const EVERY_MS = 5000;
const LISTED_AT_MOST = 50;
const bad = csx({ color: '#a32020', fontWeight: 600 });

export function ReconciliationsPage() {
  const t = useText();
  const format = useFormat();
  const client = useClient();
  const compare = useCompare();
  const list = useResource(
    'reconciliations',
    (signal) => client.get<ReconciliationList>('/reconciliations', { limit: LISTED_AT_MOST }, signal),
    { everyMs: EVERY_MS, isOptional: true },
  );
  const isKept = list.failure?.reason !== 'not-found';
  return (
    <PageFrame
      title={t('admin/holdfast.books.title')}
      intro={t('admin/holdfast.books.intro')}
      actions={
        isKept && (
          <For least="approver">
            <Button loading={compare.isBusy} onClick={compare.begin}>
              {t('admin/holdfast.books.compare')}
            </Button>
          </For>
        )
      }
    >
      {compare.failure && <FailureNotice failure={compare.failure} />}
      <Card title={t('admin/holdfast.books.comparisons')}>
        {isKept ? (
          <Ready of={list}>
            {({ reconciliations }) =>
              reconciliations.length === 0 ? (
                <Empty title={t('admin/holdfast.books.empty')} />
              ) : (
                <DataTable
                  caption={t('admin/holdfast.books.comparisons')}
                  columns={columnsOf(t, format)}
                  rows={reconciliations}
                  first={20}
                  keyOf={({ reconciliationId }) => reconciliationId}
                />
              )
            }
          </Ready>
        ) : (
          <Empty title={t('admin/holdfast.books.not-kept')}>
            <span lang="en">{list.failure?.message}</span>
          </Empty>
        )}
      </Card>
    </PageFrame>
  );
}

function columnsOf(t: Text, { number }: Format): Column<ReconciliationSummary>[] {
  return [
    {
      key: 'at',
      header: t('admin/holdfast.column.time'),
      cell: ({ reconciliationId, startedAt }) => (
        <a href={places.reconciliation(reconciliationId)}>
          <Moment at={startedAt} />
        </a>
      ),
    },
    {
      key: 'by',
      header: t('admin/holdfast.books.begun'),
      cell: ({ trigger }) => wordOf(t, reconciliationTriggerWord, trigger),
    },
    {
      key: 'state',
      header: t('admin/holdfast.column.status'),
      cell: ({ state }) => <ReconciliationBadge state={state} />,
    },
    {
      key: 'compared',
      header: t('admin/holdfast.books.compared'),
      isNumber: true,
      cell: ({ compared, notCompared }) => (
        <Counted
          value={number(compared)}
          more={notCompared > 0 ? t('admin/holdfast.books.not-compared-count', { count: notCompared }) : null}
        />
      ),
    },
    {
      key: 'unexplained',
      header: t('admin/holdfast.books.unexplained'),
      isNumber: true,
      cell: ({ unexplained, differences }) => (
        <Counted
          value={number(unexplained)}
          isBad={unexplained > 0}
          more={
            differences.late > 0 ? t('admin/holdfast.books.late-count', { count: differences.late }) : null
          }
        />
      ),
    },
  ];
}

function Counted({ value, isBad = false, more }: { value: string; isBad?: boolean; more: string | null }) {
  return (
    <>
      <span className={isBad ? bad : ''}>{value}</span>
      {more !== null && <div className={muted}>{more}</div>}
    </>
  );
}

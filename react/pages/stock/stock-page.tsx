import React from 'react';
import type { PositionPage as PositionAnswer, PositionSummary } from '../../api/types/position';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { Finder } from '../../design/finder';
import { PageFrame } from '../../design/page-frame';
import { Pager } from '../../design/pager';
import { Empty, Ready } from '../../design/states';
import { StatusCounts } from '../../design/status-counts';
import { PlanBadge } from '../../design/word-badges';
import { useHost } from '../../host/host';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import { summaryWord } from '../../words/plan-word';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';

const EVERY_MS = 5000;

export function StockPage({ route: { query } }: PageProps) {
  const t = useText();
  const client = useClient();
  const host = useHost();
  const skuId = query.skuId ?? '';
  const cursor = query.cursor ?? '';
  const page = useResource(
    `positions ${skuId} ${cursor}`,
    (signal) => client.get<PositionAnswer>('/positions', { skuId, cursor, limit: 50 }, signal),
    { everyMs: EVERY_MS },
  );
  return (
    <PageFrame title={t('admin/holdfast.stock.title')} intro={t('admin/holdfast.stock.intro')}>
      <Finder
        label={t('admin/holdfast.column.sku')}
        submit={t('admin/holdfast.filter.apply')}
        initial={skuId}
        find={(text) => host.navigate(places.stock({ skuId: text }))}
        mayBeEmpty
      />
      <Card title={t('admin/holdfast.stock.positions')}>
        <Ready of={page}>
          {({ positions, nextCursor }) =>
            positions.length === 0 ? (
              <Empty
                title={t(skuId === '' ? 'admin/holdfast.stock.empty' : 'admin/holdfast.stock.no-match')}
              />
            ) : (
              <>
                <DataTable
                  caption={t('admin/holdfast.stock.positions')}
                  columns={columnsOf(t)}
                  rows={positions}
                  keyOf={(one) => `${one.skuId} ${one.warehouseId}`}
                />
                <Pager
                  isLater={cursor !== ''}
                  nextCursor={nextCursor}
                  first={() => host.navigate(places.stock({ skuId }))}
                  next={(after) => host.navigate(places.stock({ skuId, cursor: after }))}
                />
              </>
            )
          }
        </Ready>
      </Card>
    </PageFrame>
  );
}

function columnsOf(t: Text): Column<PositionSummary>[] {
  return [
    {
      key: 'position',
      header: t('admin/holdfast.column.position'),
      cell: ({ skuId, warehouseId }) => (
        <a href={places.position(skuId, warehouseId)}>
          {t('admin/holdfast.position.name', { skuId, warehouseId })}
        </a>
      ),
    },
    {
      key: 'reservations',
      header: t('admin/holdfast.column.reservations'),
      cell: ({ reservations }) => <StatusCounts byStatus={reservations} />,
    },
    {
      key: 'decision',
      header: t('admin/holdfast.column.decision'),
      cell: ({ plan }) => (plan === null ? '–' : summaryWord(t, plan)),
    },
    {
      key: 'state',
      header: t('admin/holdfast.column.status'),
      cell: ({ plan }) => (plan === null ? '–' : <PlanBadge state={plan.state} />),
    },
  ];
}

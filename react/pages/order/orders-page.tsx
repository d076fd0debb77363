import React from 'react';
import type { OrderPage as OrderAnswer, OrderSummary } from '../../api/types/order';
import { useClient } from '../../api/use-client';
import { Badge } from '../../design/badge';
import { Card } from '../../design/card';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { Finder } from '../../design/finder';
import { Moment } from '../../design/moment';
import { PageFrame } from '../../design/page-frame';
import { Pager } from '../../design/pager';
import { Empty, Ready } from '../../design/states';
import { StatusCounts } from '../../design/status-counts';
import { OrderStatusBadge } from '../../design/word-badges';
import { useHost } from '../../host/host';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';

const EVERY_MS = 5000;

export function OrdersPage({ route: { query } }: PageProps) {
  const t = useText();
  const client = useClient();
  const host = useHost();
  const cursor = query.cursor ?? '';
  const page = useResource(
    `orders ${cursor}`,
    (signal) => client.get<OrderAnswer>('/orders', { cursor, limit: 50 }, signal),
    { everyMs: cursor === '' ? EVERY_MS : null },
  );
  return (
    <PageFrame title={t('admin/holdfast.orders.title')} intro={t('admin/holdfast.orders.intro')}>
      <Finder
        label={t('admin/holdfast.orders.find')}
        submit={t('admin/holdfast.action.open')}
        find={(orderId) => host.navigate(places.order(orderId))}
      />
      <Card title={t('admin/holdfast.orders.newest')}>
        <Ready of={page}>
          {({ orders, nextCursor }) =>
            orders.length === 0 ? (
              <Empty title={t('admin/holdfast.orders.empty')} />
            ) : (
              <>
                <DataTable
                  caption={t('admin/holdfast.orders.newest')}
                  columns={columnsOf(t)}
                  rows={orders}
                  keyOf={({ orderId }) => orderId}
                />
                <Pager
                  isLater={cursor !== ''}
                  nextCursor={nextCursor}
                  first={() => host.navigate(places.orders())}
                  next={(after) => host.navigate(places.orders({ cursor: after }))}
                />
              </>
            )
          }
        </Ready>
      </Card>
    </PageFrame>
  );
}

function columnsOf(t: Text): Column<OrderSummary>[] {
  return [
    {
      key: 'order',
      header: t('admin/holdfast.column.order'),
      cell: ({ orderId }) => <a href={places.order(orderId)}>{orderId}</a>,
    },
    {
      key: 'status',
      header: t('admin/holdfast.column.order-status'),
      cell: ({ status }) => <OrderStatusBadge status={status} />,
    },
    {
      key: 'reservations',
      header: t('admin/holdfast.column.reservations'),
      cell: ({ reservations }) => <StatusCounts byStatus={reservations} />,
    },
    {
      key: 'over',
      header: t('admin/holdfast.column.finished'),
      cell: ({ isOver }) =>
        isOver ? (
          <Badge tone="gray">{t('admin/holdfast.orders.over')}</Badge>
        ) : (
          <Badge tone="blue">{t('admin/holdfast.orders.on-its-way')}</Badge>
        ),
    },
    {
      key: 'read',
      header: t('admin/holdfast.column.read-at'),
      cell: ({ readAt }) => <Moment at={readAt} as="ago" />,
    },
  ];
}

import React from 'react';
import type { OrderDetail } from '../../api/types/order';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { Copyable } from '../../design/copyable';
import { Facts } from '../../design/facts';
import { stack } from '../../design/layout';
import { Moment } from '../../design/moment';
import { PageFrame } from '../../design/page-frame';
import { Ready } from '../../design/states';
import { OrderStatusBadge } from '../../design/word-badges';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import { orderChanges } from '../../sentences/order-changes';
import { useTeller } from '../../sentences/use-teller';
import { useText } from '../../words/use-text';
import { LogTable } from '../log/log-table';
import { ReservationTable } from './reservation-table';
import { TimelineTable } from './timeline-table';

const EVERY_MS = 4000;

export function OrderPage({ route: { path } }: PageProps) {
  const t = useText();
  const client = useClient();
  const orderId = path[1] ?? '';
  const order = useResource(
    `order ${orderId}`,
    (signal) => client.get<OrderDetail>(`/orders/${encodeURIComponent(orderId)}`, {}, signal),
    { everyMs: EVERY_MS },
  );
  return (
    <PageFrame
      title={t('admin/holdfast.order.title', { orderId })}
      actions={<a href={places.log({ orderId })}>{t('admin/holdfast.order.see-log')}</a>}
    >
      <Ready of={order}>
        {(detail) => (
          <div className={stack}>
            <Card title={t('admin/holdfast.order.now')}>
              <OrderFacts order={detail} />
            </Card>
            <Card title={t('admin/holdfast.order.timeline')} note={t('admin/holdfast.order.timeline-note')}>
              <TimelineTable order={detail} />
            </Card>
            <Card title={t('admin/holdfast.order.reservations')}>
              <ReservationTable reservations={detail.reservations} by="position" />
            </Card>
            <Card title={t('admin/holdfast.order.log')}>
              <LogTable entries={detail.log} />
            </Card>
          </div>
        )}
      </Ready>
    </PageFrame>
  );
}

function OrderFacts({ order: { orderId, reading, isOver, readAt } }: { order: OrderDetail }) {
  const t = useText();
  const changes = orderChanges(useTeller(), reading.changes);
  return (
    <Facts
      facts={[
        {
          term: t('admin/holdfast.column.order'),
          value: <Copyable value={orderId} label={t('admin/holdfast.column.order')} />,
        },
        {
          term: t('admin/holdfast.column.order-status'),
          value: <OrderStatusBadge status={reading.status} />,
        },
        {
          term: t('admin/holdfast.column.finished'),
          value: t(isOver ? 'admin/holdfast.order.is-over' : 'admin/holdfast.order.is-not-over'),
        },
        { term: t('admin/holdfast.column.placed'), value: <Moment at={reading.createdAt} /> },
        reading.invoicedAt === null
          ? null
          : { term: t('admin/holdfast.column.invoiced'), value: <Moment at={reading.invoicedAt} /> },
        changes.length === 0 ? null : { term: t('admin/holdfast.order.changed'), value: changes.join(' · ') },
        { term: t('admin/holdfast.column.read-at'), value: <Moment at={readAt} as="ago" /> },
      ]}
    />
  );
}

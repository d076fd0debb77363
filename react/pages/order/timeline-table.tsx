import React from 'react';
import type { OrderDetail } from '../../api/types/order';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { DeliveryBadge, OrderStatusBadge, ReservationBadge } from '../../design/word-badges';
import { places } from '../../routing/places';
import { reservationStatusWord } from '../../words/machine-words';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';
import type { TimelineRow } from './timeline';
import { timelineOf } from './timeline';

/** Read downwards it is the order's life; read across, who knew what when. */
export function TimelineTable({ order }: { order: OrderDetail }) {
  const t = useText();
  return (
    <DataTable
      caption={t('admin/holdfast.order.timeline')}
      columns={columnsOf(t)}
      rows={timelineOf(order)}
      keyOf={({ key }) => key}
    />
  );
}

function columnsOf(t: Text): Column<TimelineRow>[] {
  return [
    { key: 'at', header: t('admin/holdfast.column.time'), cell: ({ at }) => <Moment at={at} /> },
    { key: 'order', header: t('admin/holdfast.column.order-in-vtex'), cell: (row) => orderCell(t, row) },
    {
      key: 'reservation',
      header: t('admin/holdfast.column.reservation'),
      cell: (row) => reservationCell(t, row),
    },
    { key: 'erp', header: t('admin/holdfast.erp.title'), cell: (row) => erpCell(t, row) },
  ];
}

function orderCell(t: Text, row: TimelineRow): React.ReactNode {
  if (row.lane === 'order') return <OrderStatusBadge status={row.status} />;
  if (row.lane !== 'invoice') return null;
  const key = row.isReturn ? 'admin/holdfast.order.return-note' : 'admin/holdfast.order.invoice-note';
  return t(key, { number: row.invoiceNumber ?? '' });
}

function reservationCell(t: Text, row: TimelineRow): React.ReactNode {
  if (row.lane !== 'reservation') return null;
  const { status, quantity, skuId, warehouseId } = row;
  return (
    <span>
      <ReservationBadge status={status} /> {t('admin/holdfast.sentence.units', { count: quantity })} ·{' '}
      <a href={places.position(skuId, warehouseId)}>
        {t('admin/holdfast.position.name', { skuId, warehouseId })}
      </a>
    </span>
  );
}

function erpCell(t: Text, row: TimelineRow): React.ReactNode {
  if (row.lane !== 'erp') return null;
  const { delivery, status } = row;
  return (
    <span>
      <DeliveryBadge state={delivery.state} />{' '}
      {status !== null &&
        t('admin/holdfast.order.told', {
          status: t(reservationStatusWord[status]),
          skuId: delivery.skuId ?? '',
        })}
      {delivery.lastError !== null && (
        <span lang="en" className={muted}>
          {' '}
          {delivery.lastError}
        </span>
      )}
    </span>
  );
}

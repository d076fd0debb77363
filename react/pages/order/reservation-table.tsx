import React from 'react';
import type { Reservation } from '../../api/types/reservation';
import { Badge } from '../../design/badge';
import { Copyable } from '../../design/copyable';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { Moment } from '../../design/moment';
import { Empty } from '../../design/states';
import { places } from '../../routing/places';
import { ReservationBadge } from '../../words/badges';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';

export function ReservationTable({ reservations }: { reservations: readonly Reservation[] }) {
  const t = useText();
  if (reservations.length === 0) return <Empty title={t('admin/holdfast.order.no-reservations')} />;
  return (
    <DataTable
      caption={t('admin/holdfast.order.reservations')}
      columns={columnsOf(t)}
      rows={reservations}
      first={20}
      keyOf={({ lockId, skuId, warehouseId }) => `${lockId} ${skuId} ${warehouseId}`}
    />
  );
}

function columnsOf(t: Text): Column<Reservation>[] {
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
      key: 'units',
      header: t('admin/holdfast.column.units'),
      isNumber: true,
      cell: ({ quantity }) => quantity,
    },
    {
      key: 'status',
      header: t('admin/holdfast.column.status'),
      cell: ({ status, lostAt }) => (
        <span>
          <ReservationBadge status={status} />{' '}
          {lostAt !== null && <Badge tone="red">{t('admin/holdfast.reservation.lost')}</Badge>}
        </span>
      ),
    },
    {
      key: 'acknowledged',
      header: t('admin/holdfast.column.handling-since'),
      cell: ({ acknowledgedAt }) => <Moment at={acknowledgedAt} />,
    },
    {
      key: 'invoiced',
      header: t('admin/holdfast.column.invoiced'),
      cell: ({ invoicedAt }) => <Moment at={invoicedAt} />,
    },
    {
      key: 'lock',
      header: t('admin/holdfast.column.lock'),
      cell: ({ lockId }) => <Copyable value={lockId} label={t('admin/holdfast.column.lock')} />,
    },
  ];
}

import React from 'react';
import type { Reservation } from '../../api/types/reservation';
import { Badge } from '../../design/badge';
import { Copyable } from '../../design/copyable';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { inline } from '../../design/layout';
import { Moment } from '../../design/moment';
import { Empty } from '../../design/states';
import { ReservationBadge } from '../../design/word-badges';
import { places } from '../../routing/places';
import { heldWords, isLeftOther } from '../../words/held-words';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';

interface Props {
  reservations: readonly Reservation[];
  /** What a line is named by: the position on an order's page, the order on a position's. */
  by: 'position' | 'order';
}

export function ReservationTable({ reservations, by }: Props) {
  const t = useText();
  // VTEX says when only in the list of a position, so our record of an order may not have it.
  const isHandlingKnown = reservations.some(({ acknowledgedAt }) => acknowledgedAt !== null);
  const hidden = [
    ...(isHandlingKnown ? [] : ['acknowledged']),
    ...(reservations.some(isLeftOther) ? [] : ['left']),
  ];
  if (reservations.length === 0) return <Empty title={t('admin/holdfast.order.no-reservations')} />;
  return (
    <DataTable
      caption={t('admin/holdfast.order.reservations')}
      columns={columnsOf(t, by).filter(({ key }) => hidden.indexOf(key) < 0)}
      rows={reservations}
      first={20}
      keyOf={({ lockId, skuId, warehouseId }) => `${lockId} ${skuId} ${warehouseId}`}
    />
  );
}

function nameColumn(t: Text, by: Props['by']): Column<Reservation> {
  if (by === 'order') {
    return {
      key: 'order',
      header: t('admin/holdfast.column.order'),
      cell: ({ orderId }) => <a href={places.order(orderId)}>{orderId}</a>,
    };
  }
  return {
    key: 'position',
    header: t('admin/holdfast.column.position'),
    cell: ({ skuId, warehouseId }) => (
      <a href={places.position(skuId, warehouseId)}>
        {t('admin/holdfast.position.name', { skuId, warehouseId })}
      </a>
    ),
  };
}

function columnsOf(t: Text, by: Props['by']): Column<Reservation>[] {
  return [
    nameColumn(t, by),
    {
      key: 'units',
      header: t('admin/holdfast.column.units'),
      isNumber: true,
      cell: ({ quantity }) => quantity,
    },
    {
      key: 'left',
      header: t('admin/holdfast.column.left'),
      isNumber: true,
      cell: ({ leftQuantity }) => leftQuantity ?? '–',
    },
    {
      key: 'status',
      header: t('admin/holdfast.column.status'),
      cell: (one) => <StatusCell reservation={one} />,
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

function StatusCell({ reservation }: { reservation: Reservation }) {
  const t = useText();
  const { status, lostAt } = reservation;
  return (
    <span className={inline}>
      <ReservationBadge status={status} />
      {lostAt !== null && <Badge tone="red">{t('admin/holdfast.reservation.lost')}</Badge>}
      {heldWords(t, reservation).map((word) => (
        <Badge key={word} tone="gray">
          {word}
        </Badge>
      ))}
    </span>
  );
}

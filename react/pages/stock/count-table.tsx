import React from 'react';
import type { CountedStock } from '../../api/types/position';
import { Copyable } from '../../design/copyable';
import { DataTable } from '../../design/data-table';
import { Moment } from '../../design/moment';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';

/** What the ERP counted here. */
export function CountTable({ counts }: { counts: readonly CountedStock[] }) {
  const t = useText();
  const { number } = useFormat();
  return (
    <DataTable
      caption={t('admin/holdfast.position.counts')}
      rows={counts}
      keyOf={({ reference }) => reference}
      columns={[
        {
          key: 'counted',
          header: t('admin/holdfast.column.counted-at'),
          cell: ({ countedAt }) => <Moment at={countedAt} />,
        },
        {
          key: 'units',
          header: t('admin/holdfast.column.units'),
          isNumber: true,
          cell: ({ onHand }) => number(onHand),
        },
        {
          key: 'reference',
          header: t('admin/holdfast.column.reference'),
          cell: ({ reference }) => (
            <Copyable value={reference} label={t('admin/holdfast.column.reference')} />
          ),
        },
      ]}
    />
  );
}

import React from 'react';
import type { ReconciliationLine } from '../../api/types/reconciliation';
import { Card } from '../../design/card';
import { DataTable } from '../../design/data-table';
import { muted } from '../../design/layout';
import { places } from '../../routing/places';
import { useText } from '../../words/use-text';

interface Props {
  lines: readonly ReconciliationLine[];
  /** How many have nothing to compare, and no line. */
  others: number;
}

/** Positions that could not be compared, each with its reason. */
export function NotComparedCard({ lines, others }: Props) {
  const t = useText();
  if (lines.length === 0 && others === 0) return null;
  return (
    <Card title={t('admin/holdfast.books.not-compared')}>
      {lines.length > 0 && (
        <DataTable
          caption={t('admin/holdfast.books.not-compared')}
          rows={lines}
          first={20}
          keyOf={({ skuId, warehouseId }) => `${skuId} ${warehouseId}`}
          columns={[
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
              key: 'why',
              header: t('admin/holdfast.column.why'),
              cell: ({ differences, notCompared }) => (
                <>
                  <p>
                    {t(
                      differences.every((one) => one.class === 'late')
                        ? 'admin/holdfast.books.busy'
                        : 'admin/holdfast.books.unreadable',
                    )}
                  </p>
                  <p lang="en" className={muted}>
                    {notCompared}
                  </p>
                </>
              ),
            },
          ]}
        />
      )}
      {others > 0 && (
        <p className={muted}>{t('admin/holdfast.books.nothing-to-compare', { count: others })}</p>
      )}
    </Card>
  );
}
